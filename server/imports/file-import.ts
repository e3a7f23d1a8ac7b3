import type { ImportKind } from './import-kind.js';
import type { FieldMap } from './mapping/field-map.js';
import type { NumberFormat } from './mapping/number-format.js';
import type { ImportProgress } from './runs/import-request.js';
import type { ImportReport } from './runs/import-table.js';
import type { CsvQuoting } from './tables/csv/csv-quoting.js';
import type { TableSource } from './tables/table-source.js';

export interface FileImport {
  readonly kind: ImportKind;
  readonly workspaceId: string;
  readonly source: TableSource;
  /** A text is a map as a person types it. */
  readonly maps: readonly (FieldMap | string)[];
  /** Whether a field that no map names stays empty; else it takes the column of its own name. */
  readonly mapsAreComplete?: boolean;
  /** How the file writes days and times, e.g. `dd-mm-yyyy`; ISO 8601 by default. */
  readonly dateFormat?: string | null;
  /** How the file writes numbers; found from the file by default. */
  readonly numberFormat?: NumberFormat | null;
  /** Of a CSV; found from the file by default. */
  readonly delimiter?: string | null;
  /** Of a CSV; quoted cells are checked by default. */
  readonly quoting?: CsvQuoting | null;
  /** Folder of the images of items, on this machine. */
  readonly imageFolder?: string | null;
  readonly dryRun: boolean;
  /** Import the file from its first row even where it was imported before. */
  readonly again?: boolean;
  /** Names the request, so that it goes on with what it began when it is made once more. */
  readonly requestId?: string;
  readonly report?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
  readonly takeRejects?: (csv: AsyncIterable<string>) => Promise<void>;
}

/** How a file was read: what was declared, and what was found from the file. An import under them reads the same. */
export interface SettingsInForce {
  readonly maps: readonly FieldMap[];
  readonly dateFormat: string | null;
  readonly numberFormat: NumberFormat | null;
  readonly delimiter: string | null;
  readonly quoting: CsvQuoting | null;
}

export interface FileReport extends ImportReport {
  readonly settings: SettingsInForce;
  /** What to know about the file as a whole, in sentences. */
  readonly notes: readonly string[];
}
