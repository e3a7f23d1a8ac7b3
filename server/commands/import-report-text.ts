import { counted, type FileReport, type ImportReport, tallyTexts, withHint } from '../imports/index.js';
import { shownNumber } from '../platform/index.js';

export interface ReportTarget {
  readonly workspace: { readonly name: string; readonly simulated: boolean };
  /** The file that the rejected rows were written to. */
  readonly rejects?: string | undefined;
}

const SHOWN_REJECTIONS = 5;
const SHOWN_WARNINGS = 5;

/** What became of a file, for people. */
export function importReportText(report: FileReport, { workspace, rejects }: ReportTarget): string {
  const { fileName, dryRun, acceptedCount, alreadyImportedAt } = report;
  const { brought, notes } = tallyTexts(report.tallies);
  const target = `${workspace.name}${workspace.simulated ? ' (simulated data)' : ''}`;
  const would = dryRun && !alreadyImportedAt ? ' would be imported' : ' imported';
  const head = alreadyImportedAt
    ? `${fileName} was imported into ${target} before (${alreadyImportedAt.toISOString()}); nothing was changed. --again imports it again. It brought:`
    : `${fileName} into ${target}:`;
  return [
    head,
    `  ${shownNumber(acceptedCount)} of ${rowsInLines(report)}${would}${listed(brought)}`,
    ...[...report.notes, ...notes].map((note) => `  ${note}`),
    ...resumedLine(report),
    ...warningLines(report),
    ...rejectLines(report, rejects),
    ...unusedLine(report),
    ...(dryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ].join('\n');
}

/** The two differ from each other by the header, blank lines, and cells of several lines. */
const rowsInLines = ({ rowCount, lineCount }: ImportReport) =>
  `${counted(rowCount, 'row')}${lineCount === null ? '' : ` in ${counted(lineCount, 'line')}`}`;

const listed = (sentences: readonly string[]) => (sentences.length > 0 ? `: ${sentences.join(', ')}` : '');

const resumedLine = ({ resumedAfter }: ImportReport) =>
  resumedAfter
    ? [`  ${counted(resumedAfter, 'row')} of these by an earlier import that was interrupted`]
    : [];

function warningLines({ warnings: { count, first } }: ImportReport): string[] {
  if (count === 0) return [];
  const shown = first.slice(0, SHOWN_WARNINGS);
  return [
    `  ${counted(count, 'warning')}${count > shown.length ? ', the first' : ''}:`,
    ...shown.map(({ row, message }) => `    row ${row}: ${message}`),
  ];
}

function rejectLines(
  { rejectedCount, firstRejections }: ImportReport,
  rejects: string | undefined,
): string[] {
  if (rejectedCount === 0) return [];
  const shown = firstRejections
    .slice(0, SHOWN_REJECTIONS)
    .map((rejection) => `    row ${rejection.row}: ${withHint(rejection)}`);
  return [
    `  ${counted(rejectedCount, 'row')} rejected${rejectedCount > shown.length ? ', the first' : ''}:`,
    ...shown,
    rejects
      ? `  All of them, with their reasons: ${rejects}`
      : '  --rejects FILE writes them all, with their reasons',
  ];
}

const SHOWN_COLUMNS = 8;

function unusedLine({ unusedColumns }: ImportReport): string[] {
  if (unusedColumns.length === 0) return [];
  const more = unusedColumns.length - SHOWN_COLUMNS;
  const shown = unusedColumns.slice(0, SHOWN_COLUMNS).join(', ');
  return [`  Columns not used: ${shown}${more > 0 ? ` and ${more} more` : ''}`];
}
