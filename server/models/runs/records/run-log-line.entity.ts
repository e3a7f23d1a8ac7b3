import { Field, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Access, DateTime } from '../../../platform/index.js';
import { SEE_MODELS } from '../../access.js';
import { ModelRun } from './model-run.entity.js';

/** One line that a run wrote for people. */
@ObjectType({ description: 'One line that a run wrote for people.' })
@Access(SEE_MODELS)
@Entity('run_log_lines')
@Index('run_log_lines_run_id_id_idx', ['runId', 'id'])
@Check('run_log_lines_level_check', "level IN ('info', 'warn', 'error')")
export class RunLogLine {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  readonly id!: string;

  @Column('bigint')
  @ForeignKey(() => ModelRun, { name: 'run_log_lines_run_id_fkey', onDelete: 'CASCADE' })
  readonly runId!: string;

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly at!: Date;

  @Field(() => String, { description: 'How much it matters: `info`, `warn` or `error`.' })
  @Column('text')
  readonly level!: 'info' | 'warn' | 'error';

  @Field(() => String)
  @Column('text')
  readonly message!: string;
}
