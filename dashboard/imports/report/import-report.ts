import type { ImportSettings } from '../import-settings.js';

interface RowWarning {
  readonly row: number;
  readonly message: string;
}

/** What an import job brought, as its result says. */
export interface ImportReport {
  readonly fileName: string;
  readonly dryRun: boolean;
  /** The run whose rejected rows can be fetched; null for a dry run. */
  readonly runId: string | null;
  readonly rowCount: number;
  /** Lines of the file, its header and blank ones included; null if its format has none. */
  readonly lineCount: number | null;
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  /** What the rows brought, e.g. `2 new stores`. */
  readonly brought: readonly string[];
  /** What to know about the rows, e.g. `3 rows without a day`. */
  readonly notes: readonly string[];
  readonly firstRejections: readonly { readonly row: number; readonly reason: string }[];
  /** Rows that were imported and look wrong: how many, and the first of them. */
  readonly warnings: { readonly count: number; readonly first: readonly RowWarning[] };
  readonly unusedColumns: readonly string[];
  readonly resumedAfter: number;
  readonly alreadyImportedAt: string | null;
  /** Under which it ran, so that the same import can be started again; null for one of an earlier version. */
  readonly settings: ImportSettings | null;
}

const NOTHING: ImportReport = {
  fileName: 'your file',
  dryRun: false,
  runId: null,
  rowCount: 0,
  lineCount: null,
  acceptedCount: 0,
  rejectedCount: 0,
  brought: [],
  notes: [],
  firstRejections: [],
  warnings: { count: 0, first: [] },
  unusedColumns: [],
  resumedAfter: 0,
  alreadyImportedAt: null,
  settings: null,
};

/** Reads the result of a job; null where it is not the report of an import. */
export function readImportReport(result: string | null): ImportReport | null {
  if (result === null) return null;
  const report: unknown = JSON.parse(result);
  if (typeof report !== 'object' || report === null || !('acceptedCount' in report)) return null;
  return { ...NOTHING, ...(report as Partial<ImportReport>) }; // the job's own words, kept as JSON
}
