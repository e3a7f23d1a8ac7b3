import type { ImportReport } from '../imports/index.js';

export interface ReportPlace {
  readonly workspace: { readonly name: string; readonly simulated: boolean };
  /** The file that the rejected rows were written to. */
  readonly rejects?: string | undefined;
}

const SHOWN_REJECTIONS = 5;
const number = new Intl.NumberFormat('en');

/** What became of a file, for people. */
export function importReportText(report: ImportReport, { workspace, rejects }: ReportPlace): string {
  const { fileName, dryRun, rowCount, acceptedCount, alreadyImportedAt } = report;
  const place = `${workspace.name}${workspace.simulated ? ' (simulated data)' : ''}`;
  const would = dryRun ? ' would be imported' : ' imported';
  const head = alreadyImportedAt
    ? `${fileName} was imported into ${place} before (${alreadyImportedAt.toISOString()}); nothing was changed. --again imports it anew. It brought:`
    : `${fileName} into ${place}:`;
  return [
    head,
    `  ${number.format(acceptedCount)} of ${counted(rowCount, 'row')}${would}${listed(tallySentences(report))}`,
    ...undatedLine(report),
    ...mixedLine(report),
    ...resumedLine(report),
    ...rejectLines(report, rejects),
    ...unusedLine(report),
    ...(dryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ].join('\n');
}

const counted = (count: number, noun: string) => `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;
const listed = (sentences: readonly string[]) => (sentences.length > 0 ? `: ${sentences.join(', ')}` : '');

/** In words, in this order; a tally of 0 is not worth a word. */
const TALLIES: readonly (readonly [string, (count: number) => string])[] = [
  ['impressions', (count) => counted(count, 'impression')],
  ['clicks', (count) => counted(count, 'click')],
  ['orders', (count) => counted(count, 'order')],
  ['storesAdded', (count) => counted(count, 'new store')],
  ['itemsAdded', (count) => counted(count, 'new item')],
  ['itemsChanged', (count) => `${counted(count, 'item')} changed`],
  ['withPicture', (count) => `${number.format(count)} with a picture`],
  ['replaced', (count) => `${counted(count, 'total')} replaced`],
  ['duplicates', (count) => `${number.format(count)} known already`],
  ['titlesShortened', (count) => `${counted(count, 'title')} shortened`],
];

const tallySentences = ({ tallies }: ImportReport) =>
  TALLIES.flatMap(([name, sentence]) => (tallies[name] ? [sentence(tallies[name])] : []));

const undatedLine = ({ tallies }: ImportReport) =>
  tallies.undated
    ? [`  ${counted(tallies.undated, 'row')} without a day: in totals, absent from trends`]
    : [];

const mixedLine = ({ tallies }: ImportReport) =>
  tallies.mixedDays
    ? [
        `  Careful: ${counted(tallies.mixedDays, 'row')} of items that have totals with a day and without: both are counted`,
      ]
    : [];

const resumedLine = ({ resumedAfter }: ImportReport) =>
  resumedAfter
    ? [`  ${counted(resumedAfter, 'row')} of these by an earlier import that was interrupted`]
    : [];

function rejectLines(
  { rejectedCount, firstRejections }: ImportReport,
  rejects: string | undefined,
): string[] {
  if (rejectedCount === 0) return [];
  const shown = firstRejections
    .slice(0, SHOWN_REJECTIONS)
    .map(({ row, reason }) => `    row ${row}: ${reason}`);
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
