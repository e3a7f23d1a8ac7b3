import { formatCount } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import type { JobOutcome } from '../../jobs/job-state.js';
import type { ImportReport } from './import-report.js';

type Counts = Pick<
  ImportReport,
  'dryRun' | 'rowCount' | 'acceptedCount' | 'rejectedCount' | 'alreadyImportedAt'
>;

const ALL = 'spruce';
const SOME = 'ochre';
const NONE = 'madder';

/** What came of an import, in a sentence for its bar: green only if every row went in. */
export function importOutcome(report: Counts): JobOutcome {
  const { dryRun, rowCount, acceptedCount, rejectedCount, alreadyImportedAt } = report;
  if (alreadyImportedAt)
    return { words: 'Finished: this file was imported before, so nothing was imported', color: SOME };
  if (rowCount === 0) return { words: 'Finished: the file has no rows', color: NONE };
  return {
    words: `Finished: ${formatCount(acceptedCount)} of ${counted(rowCount, 'row')} ${dryRun ? 'would be imported' : 'imported'}`,
    color: rejectedCount === 0 ? ALL : acceptedCount === 0 ? NONE : SOME,
  };
}

/** The same for a list: `1,143 rows, 2 rejected`. */
export function importSummary(report: Counts): JobOutcome {
  const { rowCount, rejectedCount, alreadyImportedAt } = report;
  const rows = counted(rowCount, 'row');
  const words = alreadyImportedAt
    ? 'Imported before: nothing was imported'
    : rejectedCount > 0
      ? `${rows}, ${formatCount(rejectedCount)} rejected`
      : rows;
  return { words, color: importOutcome(report).color };
}
