import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Access, bigintNumber, DateTime, SafeInt, withoutKeys } from '../../../platform/index.js';
import { SEE_MODELS } from '../../access.js';
import { metricsOfToday } from '../../versions/metric-names.js';
import { ModelMetric } from '../../versions/model-facts.type.js';

export enum ModelRunKind {
  TRAIN = 'TRAIN',
  EVALUATE = 'EVALUATE',
  GENERATE = 'GENERATE',
}

registerEnumType(ModelRunKind, {
  name: 'ModelRunKind',
  description: 'What a run does with a model.',
  valuesConfig: {
    TRAIN: { description: 'Makes new versions.' },
    EVALUATE: { description: 'Measures a version.' },
    GENERATE: { description: 'Draws images for a store.' },
  },
});

export const UNKNOWN_WORDS =
  'Words of the prompt that the model does not know, so that they change nothing; none where it reads every word, or is on a remote server.';

/** What a job did with a model: its inputs, so that it can be done again, beside the job, which says how it stands. */
@ObjectType({
  description: 'A training, an evaluation or a drawing of images, with all that went into it.',
})
@Access(SEE_MODELS)
@Entity('model_runs')
@Index('model_runs_workspace_id_id_idx', ['workspaceId', 'id'])
@Index('model_runs_version_id_idx', ['versionId'])
@Check('model_runs_settings_check', "jsonb_typeof(settings) = 'object'")
export class ModelRun {
  @Field(() => ID, { description: 'The id of its job.' })
  @PrimaryColumn('bigint')
  @ForeignKey('Job', { name: 'model_runs_id_fkey', onDelete: 'CASCADE' })
  readonly id!: string;

  @Field(() => ModelRunKind)
  @Column({ type: 'enum', enum: ModelRunKind, enumName: 'model_run_kind' })
  readonly kind!: ModelRunKind;

  @Column('uuid')
  @ForeignKey('Workspace', { name: 'model_runs_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string;

  /** Which store images are drawn for; null for a training and an evaluation. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('Store', { name: 'model_runs_store_id_fkey', onDelete: 'CASCADE' })
  readonly storeId!: string | null;

  /** The version that is used, measured, or trained on from. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('ModelVersion', { name: 'model_runs_version_id_fkey', onDelete: 'SET NULL' })
  readonly versionId!: string | null;

  @Field(() => SafeInt, { description: 'What every random choice of the run follows from.' })
  @Column({ type: 'bigint', transformer: bigintNumber })
  readonly seed!: number;

  /** What was asked for: a recipe, a dataset, a prompt and so on. */
  @Column('jsonb')
  readonly settings!: Readonly<Record<string, unknown>>;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256, in hexadecimal, of the data it learns from or is measured on, in order; null until known.',
  })
  @Column({ type: 'text', nullable: true })
  readonly dataSnapshotHash!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How long its steps still take, in seconds, at the rate of now; null until known, and after the last one, while their result is measured.',
  })
  @Column({ type: 'double precision', nullable: true })
  readonly secondsLeft!: number | null;

  @Field(() => Boolean, {
    description: 'Training was stopped because its loss ran away: it wants other settings, not another try.',
  })
  @Column('boolean', { default: false })
  readonly diverged!: boolean;

  @Field(() => [ModelMetric], {
    description: 'What an evaluation measured, or a training at its end; none before.',
  })
  @Column({ type: 'jsonb', default: [], transformer: metricsOfToday })
  readonly metrics!: readonly ModelMetric[];

  /** A person or an API key; null for the operator. */
  @Column({ type: 'uuid', nullable: true })
  readonly requesterId!: string | null;

  @Access(withoutKeys(SEE_MODELS))
  @Field(() => String, {
    description: 'Who asked for it: an email address, the name of a key, or `operator`.',
  })
  @Column('text')
  readonly createdBy!: string;

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt!: Date;

  @Field(() => [String], { description: UNKNOWN_WORDS })
  get unknownWords(): readonly string[] {
    return (this.settings.unknownWords as readonly string[] | undefined) ?? [];
  }

  @Field(() => String, { name: 'settings', description: 'What was asked for, as JSON.' })
  get settingsText(): string {
    return JSON.stringify(this.settings);
  }
}
