import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Access, bigintNumber, SafeInt } from '../../../platform/index.js';
import { SEE_MODELS } from '../../access.js';
import { ModelRun } from './model-run.entity.js';

/** An image that a run drew; there as soon as it is finished. */
@ObjectType({ description: 'An image that a run drew; there as soon as it is finished.' })
@Access(SEE_MODELS)
@Entity('generated_images')
@Index('generated_images_image_hash_idx', ['imageHash'])
export class GeneratedImage {
  @PrimaryColumn('bigint')
  @ForeignKey(() => ModelRun, { name: 'generated_images_run_id_fkey', onDelete: 'CASCADE' })
  readonly runId!: string;

  @Field(() => Int, { description: 'Place among the images of the run, from 0.' })
  @PrimaryColumn('integer')
  readonly position!: number;

  @Column('text')
  @ForeignKey('Image', { name: 'generated_images_image_hash_fkey' })
  readonly imageHash!: string;

  @Field(() => SafeInt, {
    description: 'Seed of the run: with the version, the prompt and the position it gives this image again.',
  })
  @Column({ type: 'bigint', transformer: bigintNumber })
  readonly seed!: number;
}
