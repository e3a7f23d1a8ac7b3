import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Access } from '../../../platform/index.js';
import { SEE_MODELS } from '../../access.js';
import { ModelRun } from './model-run.entity.js';

/** One point of a loss curve. A run that goes on after a crash writes its points again, the same ones. */
@ObjectType({ description: 'One point of a loss curve.' })
@Access(SEE_MODELS)
@Entity('training_points')
@Unique('training_points_run_id_stage_step_key', ['runId', 'stage', 'step'])
export class TrainingPoint {
  /** Grows as points are first written: stages come in this order. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => ModelRun, { name: 'training_points_run_id_fkey', onDelete: 'CASCADE' })
  readonly runId!: string;

  @Field(() => String, { description: 'Which part of the recipe, e.g. `unet`.' })
  @Column('text')
  readonly stage!: string;

  @Field(() => Int, { description: 'Optimiser steps of the stage that were done.' })
  @Column('integer')
  readonly step!: number;

  @Field(() => Int, { description: 'Optimiser steps the stage has.' })
  @Column('integer')
  readonly steps!: number;

  @Field(() => Float, {
    description: "Value of the training objective at that step; its unit is the stage's.",
  })
  @Column('double precision')
  readonly loss!: number;

  @Field(() => Float, { description: 'Largest learning rate over the parameter groups.' })
  @Column('double precision')
  readonly learningRate!: number;
}
