import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { withoutKeys } from '../access/authorize.js';
import { bigintNumber } from '../database/mapping/bigint-number.js';
import { Access } from '../graphql/access-rules.js';
import { DateTime, SafeInt } from '../graphql/scalars.js';
import { USE_JOBS } from './job-access.js';

export enum JobStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(JobStatus, {
  name: 'JobStatus',
  description: 'Where a job stands; the last three are final.',
});

/** Work that is done later. This table is the truth; the queue only delivers what it says. */
@ObjectType({ description: 'Work that is done later.' })
@Access(USE_JOBS)
@Entity('jobs')
@Index('jobs_unfinished_idx', ['id'], { where: 'finished_at IS NULL' })
@Index('jobs_workspace_id_id_idx', ['workspaceId', 'id'])
@Index('jobs_requester_id_id_idx', ['requesterId', 'id'])
@Check('jobs_done_check', 'done >= 0')
@Check(
  'jobs_finished_at_check',
  "(finished_at IS NOT NULL) = (status IN ('SUCCEEDED', 'FAILED', 'CANCELLED'))",
)
export class Job {
  @Field(() => ID)
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  readonly id!: string;

  @Field(() => String, { description: 'What it does, e.g. `import-counts`.' })
  @Column('text')
  readonly kind!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What it is about, for people to read after the name of its kind, e.g. `counts: january.csv`.',
  })
  @Column('text', { nullable: true })
  readonly subject!: string | null;

  @Field(() => JobStatus)
  @Column({ type: 'enum', enum: JobStatus, enumName: 'job_status', default: JobStatus.QUEUED })
  readonly status!: JobStatus;

  @Field(() => Boolean, { description: 'Somebody has cancelled it, and it is about to stop.' })
  @Column('boolean', { default: false })
  readonly cancelling!: boolean;

  @Column('jsonb')
  readonly payload!: unknown;

  @Field(() => SafeInt, { description: 'How much of `total` is done, in units of its own (rows, say).' })
  @Column('bigint', { default: 0, transformer: bigintNumber })
  readonly done!: number;

  @Field(() => SafeInt, { nullable: true, description: 'Null while it is not known.' })
  @Column('bigint', { nullable: true, transformer: bigintNumber })
  readonly total!: number | null;

  @Field(() => String, { nullable: true, description: 'What it is doing.' })
  @Column('text', { nullable: true })
  readonly message!: string | null;

  @Column('jsonb', { nullable: true })
  readonly result!: unknown;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  @Column('text', { nullable: true })
  readonly error!: string | null;

  @Column('uuid', { nullable: true })
  @ForeignKey('Workspace', { name: 'jobs_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string | null;

  /** A person or an API key; null for the operator. */
  @Column('uuid', { nullable: true })
  readonly requesterId!: string | null;

  @Access(withoutKeys(USE_JOBS))
  @Field(() => String, {
    description: 'Who asked for it: an email address, the name of a key, or `operator`.',
  })
  @Column('text')
  readonly requestedBy!: string;

  /** How often it may still be tried. */
  @Column('integer')
  readonly attemptsLeft!: number;

  /** Counts the runs: a process that lost its database must not overwrite what the next run says. */
  @Column('integer', { default: 0 })
  readonly run!: number;

  /** Which worker of the queue has it. */
  @Column('text', { nullable: true })
  readonly lockedBy!: string | null;

  @Field(() => DateTime)
  @Column('timestamptz', { default: () => 'now()' })
  readonly createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it first ran since it was queued: of one that failed and was resumed, since then.',
  })
  @Column('timestamptz', { nullable: true })
  readonly startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;

  @Field(() => String, { name: 'result', nullable: true, description: 'What it came to, as JSON.' })
  get resultText(): string | null {
    return this.result == null ? null : JSON.stringify(this.result);
  }
}
