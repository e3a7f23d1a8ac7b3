import { Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Access, bigintNumber, DateTime, SafeInt, withoutKeys } from '../../platform/index.js';
import { READ_MODELS, SEE_MODELS } from '../access.js';
import { usualSampling } from '../compute/usual-sampling.js';
import { metricsOfToday } from './metric-names.js';
import { ModelEndpoint, ModelFeature, ModelMetric, UsualSampling } from './model-facts.type.js';
import { ModelKind, ModelStage } from './model-kind.js';

/** Weights with all that is known about them. A version never changes but for its stage. */
@ObjectType({ description: 'A trained model. It never changes, but for its stage.' })
@Access(READ_MODELS)
@Entity('model_versions')
@Index('model_versions_production_idx', ['kind'], { unique: true, where: "stage = 'PRODUCTION'" })
@Index('model_versions_kind_created_at_idx', ['kind', 'createdAt'])
@Index('model_versions_run_id_idx', ['runId'])
@Index('model_versions_content_hash_idx', ['contentHash'])
@Check('model_versions_name_check', "name <> ''")
@Check('model_versions_config_check', "jsonb_typeof(config) = 'object'")
@Check('model_versions_weights_check', '(content_hash IS NULL) = (endpoint IS NOT NULL)')
export class ModelVersion {
  @Access(SEE_MODELS)
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Access(SEE_MODELS)
  @Field(() => ModelKind)
  @Column({ type: 'enum', enum: ModelKind, enumName: 'model_kind', update: false })
  readonly kind!: ModelKind;

  @Access(SEE_MODELS)
  @Field(() => String, { description: 'For people; two versions may have the same.' })
  @Column({ type: 'text', update: false })
  readonly name!: string;

  @Field(() => String, {
    description: 'What it is built as, e.g. `PerFusionRM`, or the platform of a remote server.',
  })
  @Column({ type: 'text', update: false })
  readonly architecture!: string;

  @Column({ type: 'jsonb', update: false })
  readonly config!: Readonly<Record<string, unknown>>;

  @Access(withoutKeys(READ_MODELS)) // values are names and attributes of stores of any workspace
  @Field(() => [ModelFeature], {
    description: 'What it looks at of a store; none for a model that is the same for every store.',
  })
  @Column({ type: 'jsonb', default: [], update: false })
  readonly features!: readonly ModelFeature[];

  /** The version it was trained on from. */
  @Column({ type: 'uuid', nullable: true, update: false })
  @ForeignKey(() => ModelVersion, { name: 'model_versions_parent_id_fkey', onDelete: 'SET NULL' })
  readonly parentId!: string | null;

  /** The training that made it. */
  @Column({ type: 'bigint', nullable: true, update: false })
  @ForeignKey('ModelRun', { name: 'model_versions_run_id_fkey', onDelete: 'SET NULL' })
  readonly runId!: string | null;

  @Access(SEE_MODELS)
  @Field(() => ModelStage)
  @Column({ type: 'enum', enum: ModelStage, enumName: 'model_stage', default: ModelStage.CANDIDATE })
  readonly stage!: ModelStage;

  @Access(SEE_MODELS)
  @Field(() => Boolean, {
    description: 'It learnt from simulated data: its numbers are no results about real merchants.',
  })
  @Column({ type: 'boolean', default: false, update: false })
  readonly simulated!: boolean;

  @Access(SEE_MODELS)
  @Field(() => String, { nullable: true, description: 'What people should know of it.' })
  @Column({ type: 'text', nullable: true, update: false })
  readonly note!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256, in hexadecimal, of the data it learnt from, in order; null where that is not known.',
  })
  @Column({ type: 'text', nullable: true, update: false })
  readonly dataSnapshotHash!: string | null;

  @Field(() => [ModelMetric], { description: 'How good it was when it was made.' })
  @Column({ type: 'jsonb', default: [], update: false, transformer: metricsOfToday })
  readonly metrics!: readonly ModelMetric[];

  @Field(() => SafeInt, { description: 'Size of its files in bytes; 0 for a remote one.' })
  @Column({ type: 'bigint', transformer: bigintNumber, update: false })
  readonly byteSize!: number;

  @Field(() => SafeInt, { nullable: true, description: 'Number of trained numbers; null for a remote one.' })
  @Column({ type: 'bigint', nullable: true, transformer: bigintNumber, update: false })
  readonly parameterCount!: number | null;

  /** SHA-256 over the paths and hashes of its files; null for a remote one. */
  @Column({ type: 'text', nullable: true, update: false })
  readonly contentHash!: string | null;

  @Field(() => ModelEndpoint, {
    nullable: true,
    description: 'The server that runs it; null where Toile does.',
  })
  @Column({ type: 'jsonb', nullable: true, update: false })
  readonly endpoint!: ModelEndpoint | null;

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()', update: false })
  readonly createdAt!: Date;

  @Access(withoutKeys(READ_MODELS))
  @Field(() => String, {
    description: 'Who brought it: an email address, or `operator` for the command line and Toile itself.',
  })
  @Column({ type: 'text', update: false })
  readonly createdBy!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it last went into production; null when never.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readonly promotedAt!: Date | null;

  @Access(SEE_MODELS)
  @Field(() => UsualSampling, {
    nullable: true,
    description:
      'How its images are drawn by default; null for a reward model, and for a remote one whose server decides.',
  })
  get usualSampling(): UsualSampling | null {
    return this.kind === ModelKind.GENERATOR ? usualSampling(this) : null;
  }

  @Field(() => String, { name: 'config', description: 'The configuration of the architecture, as JSON.' })
  get configText(): string {
    return JSON.stringify(this.config);
  }
}
