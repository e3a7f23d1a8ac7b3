import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Access } from '../../../platform/index.js';
import { SEE_MODELS } from '../../access.js';
import { ModelRun } from './model-run.entity.js';

/** One point of a loss curve. A run that goes on after a crash writes its points again, the same ones. */
@ObjectType({ description: 'One point of a loss curve.' })
@Access(SEE_MODELS)
@Entity('training_points')
export class TrainingPoint {
  @PrimaryColumn('bigint')
  @ForeignKey(() => ModelRun, { name: 'training_points_run_id_fkey', onDelete: 'CASCADE' })
  readonly runId!: string;

  @Field(() => String, { description: 'Which part of the recipe, e.g. `unet`.' })
  @PrimaryColumn('text')
  readonly stage!: string;

  @Field(() => Int, { description: 'Optimiser steps of the stage that were done.' })
  @PrimaryColumn('integer')
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

  /** When it was reached: stages come in this order. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly at!: Date;
}
