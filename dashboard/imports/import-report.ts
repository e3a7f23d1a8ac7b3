import { counted } from '../format/words.js';

/** What an import job brought, as its result says. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** The run whose rejected rows can be fetched; null for a dry run. */
  readonly runId: string | null;
  readonly rowCount: number;
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  readonly tallies: Readonly<Record<string, number>>;
  readonly firstRejections: readonly { readonly row: number; readonly reason: string }[];
  readonly unusedColumns: readonly string[];
  readonly resumedAfter: number;
  readonly alreadyImportedAt: string | null;
}

const NOTHING: ImportReport = {
  dryRun: false,
  runId: null,
  rowCount: 0,
  acceptedCount: 0,
  rejectedCount: 0,
  tallies: {},
  firstRejections: [],
  unusedColumns: [],
  resumedAfter: 0,
  alreadyImportedAt: null,
};

/** Reads the result of a job; null where it is not the report of an import. */
export function readImportReport(result: string | null): ImportReport | null {
  if (result === null) return null;
  const report: unknown = JSON.parse(result);
  if (typeof report !== 'object' || report === null || !('acceptedCount' in report)) return null;
  return { ...NOTHING, ...(report as Partial<ImportReport>) }; // the job's own words, kept as JSON
}

const TALLY_NAMES: Record<string, readonly [string, string]> = {
  storesAdded: ['new store', 'new stores'],
  itemsAdded: ['new item', 'new items'],
  itemsChanged: ['changed item', 'changed items'],
  imagesAdded: ['new image', 'new images'],
  replaced: ['row that replaced an earlier one', 'rows that replaced earlier ones'],
  undated: ['row without a day', 'rows without a day'],
  duplicates: ['event that was here already', 'events that were here already'],
};

/** The counts of an import in words, those that are zero left out. */
export const tallyWords = (tallies: ImportReport['tallies']): string[] =>
  Object.entries(tallies)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => {
      const [one, many] = TALLY_NAMES[name] ?? [plainWords(name), plainWords(name)];
      return counted(count, one, many);
    });

const plainWords = (camelCase: string) =>
  camelCase.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
