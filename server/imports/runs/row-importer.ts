import type { EntityManager } from 'typeorm';
import type { MappedRecord } from '../mapping/column-mapping.js';
import type { ImportField } from '../mapping/import-field.js';
import { type Problem, problemsText } from '../mapping/problem.js';
import type { Tallies } from './tallies.js';

export interface ImportRow<Name extends string = string> {
  readonly number: number;
  readonly record: MappedRecord<Name>;
}

/** A row that was not imported, and a sentence that says why. */
export interface Rejection {
  readonly row: number;
  readonly reason: string;
  /** The parts of the reason, where it has fields and words for the command line. */
  readonly problems?: readonly Problem[];
}

export const rejectionOf = (row: number, problems: readonly Problem[]): Rejection => ({
  row,
  reason: problemsText(problems),
  problems,
});

/** What to look at again in a row that was imported. */
export interface RowWarning {
  readonly row: number;
  readonly message: string;
}

export interface Chunk<Name extends string = string> {
  /** Of the transaction that also holds the progress of the import. */
  readonly manager: EntityManager;
  readonly workspaceId: string;
  /** The run that what the rows state is recorded under, so that it can be reverted; null where no run is kept. */
  readonly runId: string | null;
  readonly rows: readonly ImportRow<Name>[];
  /** Whether all of this will be rolled back. Only work outside the database has to look at it. */
  readonly dryRun: boolean;
  /**
   * Says for each key whether it is the first time in this file. A row whose key is not is a duplicate.
   * A key that is `null` is always the first.
   */
  firstSeen(keys: readonly (string | null)[]): Promise<boolean[]>;
  /** Makes a key free for the next row, where its row was rejected after all. */
  forget(key: string): Promise<void>;
}

export interface ChunkOutcome {
  readonly rejections: readonly Rejection[];
  /** Those of all chunks are summed. */
  readonly tallies: Tallies;
  /** Beyond those that `warningsOf` finds in single rows. */
  readonly warnings?: readonly RowWarning[];
}

/** One kind of import: what its tables hold, and how a chunk of rows gets into the database. */
export interface RowImporter<Name extends string = string> {
  readonly kind: string;
  readonly fields: readonly ImportField<Name>[];
  /** Rows a transaction, 2,000 by default; fewer where a row is much work. */
  readonly rowsAChunk?: number;
  /**
   * Whether a row replaces what another file stated before. Then a file that was imported is imported again
   * where another import of the kind came since; else it never is.
   */
  readonly restates?: boolean;
  /**
   * Whether a row adds to what is there, once under its name: its file under other settings, where rows may get other
   * names, would count twice.
   */
  readonly rowsCountOnce?: boolean;
  importRows(chunk: Chunk<Name>): Promise<ChunkOutcome>;
  /** What to look at again in a row that can be imported, in sentences; most rows have nothing. */
  warningsOf(record: MappedRecord<Name>): readonly string[];
  /** What is wrong with some rows, as far as that can be told without importing them. */
  check(workspaceId: string, rows: readonly ImportRow<Name>[]): Promise<readonly Rejection[]>;
}
