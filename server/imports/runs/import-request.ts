import type { DataSource, EntityManager } from 'typeorm';
import type { ColumnMapping } from '../mapping/column-mapping.js';
import type { Table } from '../tables/table.js';
import type { RowImporter } from './row-importer.js';

/** How far an import has got. */
export interface ImportProgress {
  /** Share of the file, in [0, 1]. */
  readonly fraction: number;
  readonly rowCount: number;
  readonly rejectedCount: number;
}

export interface ImportRequest<Name extends string = string> {
  readonly dataSource: DataSource;
  readonly workspaceId: string;
  readonly importer: RowImporter<Name>;
  readonly fileName: string;
  readonly table: Table;
  readonly mapping: ColumnMapping<Name>;
  /** Names the request: asked again under its name, e.g. by a job after a crash, it goes on with what it began. */
  readonly requestId?: string;
  /** Who asked for it, for people to read. */
  readonly requestedBy?: string;
  /** Told after every chunk. */
  readonly report?: (progress: ImportProgress) => void;
  /** Stops the import between two chunks; those that were committed stay. */
  readonly signal?: AbortSignal;
  /** Takes the rejected rows as a CSV, once, at the end, and only where there are any. */
  readonly takeRejects?: (csv: AsyncIterable<string>) => Promise<void>;
  /** Told in the transaction that begins a file and in the one that ends any import; never of a dry run. */
  readonly note?: (manager: EntityManager, stage: ImportStage, rows: ImportedRows) => Promise<void>;
}

export type ImportStage = 'begin' | 'finish';

export interface ImportedRows {
  readonly rowCount: number;
  readonly rejectedCount: number;
}
