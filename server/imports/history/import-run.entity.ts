import { Field, ID, ObjectType } from 'type-graphql';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { Access, bigintNumber, DateTime, SafeInt } from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import { ImportKind } from '../import-kind.js';
import type { RowWarning } from '../runs/row-importer.js';
import { type Tallies, tallyTexts } from '../runs/tallies.js';
import { type RevertTallies, revertTexts } from './revert-tallies.js';

/** A file that is being or was imported, with how far it got; the table is also the progress of the import. */
@ObjectType({ description: 'A file that was imported, or began to be.' })
@Access(IMPORT_FILES)
@Entity('import_runs')
@Unique('import_runs_workspace_id_fingerprint_key', ['workspaceId', 'fingerprint'])
@Index('import_runs_workspace_id_started_at_idx', ['workspaceId', 'startedAt', 'id'])
@Check('import_runs_last_row_check', 'last_row >= 0')
@Check('import_runs_row_count_check', 'row_count >= 0')
@Check('import_runs_rejected_count_check', 'rejected_count >= 0')
@Check('import_runs_warning_count_check', 'warning_count >= 0')
export class ImportRun {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Column('uuid')
  @ForeignKey('Workspace', { name: 'import_runs_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string;

  /** In small letters. */
  @Column('text', { name: 'kind' })
  readonly kindName!: string;

  /** With a space and its id after it once another import of the same file and settings followed; null once reverted. */
  @Column('text', { nullable: true })
  readonly fingerprint!: string | null;

  /** Of the bytes of the file alone; null for imports of older versions. */
  @Column('text', { nullable: true })
  readonly contentHash!: string | null;

  @Field(() => String)
  @Column('text')
  readonly fileName!: string;

  @Column('text', { array: true })
  readonly columns!: string[];

  @Column('bigint', { default: 0, transformer: bigintNumber })
  readonly lastRow!: number;

  @Field(() => SafeInt, { description: 'Rows that were read so far, rejected ones included.' })
  @Column('bigint', { default: 0, transformer: bigintNumber })
  readonly rowCount!: number;

  @Field(() => SafeInt, { description: 'Its rows are at GET /api/imports/:id/rejects.' })
  @Column('bigint', { default: 0, transformer: bigintNumber })
  readonly rejectedCount!: number;

  @Column('jsonb', { default: {} })
  readonly tallies!: Tallies;

  @Column('bigint', { default: 0, transformer: bigintNumber })
  readonly warningCount!: number;

  @Column('jsonb', { default: [] })
  readonly firstWarnings!: readonly RowWarning[];

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  readonly startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Null while it runs, and of one that was stopped.' })
  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;

  @Column('boolean', { default: false })
  readonly overtaken!: boolean;

  @Column('text', { nullable: true })
  readonly requestId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who asked for it: an email address or `operator`. Null for imports of older versions.',
  })
  @Column('text', { nullable: true })
  readonly requestedBy!: string | null;

  /** Whether what it changed was recorded from its first row. */
  @Column('boolean', { default: false })
  readonly recorded!: boolean;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  readonly revertedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  readonly revertedBy!: string | null;

  @Column('jsonb', { nullable: true })
  readonly revertTallies!: RevertTallies | null;

  @Field(() => ImportKind)
  get kind(): ImportKind {
    return ImportKind[this.kindName.toUpperCase() as keyof typeof ImportKind]; // its importer's kind
  }

  @Field(() => SafeInt)
  get acceptedCount(): number {
    return this.rowCount - this.rejectedCount;
  }

  @Field(() => [String], { description: 'What it brought, e.g. `12 new items`.' })
  get brought(): readonly string[] {
    return tallyTexts(this.tallies).brought;
  }

  @Field(() => [String], { description: 'What its revert took back, e.g. `12 items removed`.' })
  get takenBack(): readonly string[] {
    return revertTexts(this.revertTallies ?? {});
  }
}
