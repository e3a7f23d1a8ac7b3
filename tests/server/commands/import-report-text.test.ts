import { expect, it } from '@jest/globals';
import { importReportText } from '../../../server/commands/import-report-text.js';

const report = {
  kind: 'counts',
  fileName: 'march.csv',
  dryRun: false,
  runId: 'r',
  rowCount: 1_234,
  lineCount: 1_240,
  acceptedCount: 1_233,
  rejectedCount: 1,
  tallies: { impressions: 98_765, clicks: 1, storesAdded: 0, itemsAdded: 2, undated: 3, mixedDays: 0 },
  firstRejections: [{ row: 7, reason: 'origin is "F"', hint: 'translate it' }],
  warnings: {
    count: 6,
    first: [1, 2, 3, 4, 5, 6].map((row) => ({ row, message: '200 clicks on 100 impressions' })),
  },
  maps: [],
  unusedColumns: ['age'],
  resumedAfter: 200,
  alreadyImportedAt: null,
  settings: { maps: [], dateFormat: null, numberFormat: null, delimiter: null, quoting: null },
  notes: ['The same file was imported before'],
};
const workspace = { name: 'Main', simulated: false };

it('says what a person wants to know about an import, and no word about what is zero', () => {
  expect(importReportText(report, { workspace })).toBe(
    [
      'march.csv into Main:',
      '  1,233 of 1,234 rows in 1,240 lines imported: 98,765 impressions, 1 click, 2 new items',
      '  The same file was imported before',
      '  3 rows without a day: in totals, absent from trends',
      '  200 rows of these by an earlier import that was interrupted',
      '  6 warnings, the first:',
      ...[1, 2, 3, 4, 5].map((row) => `    row ${row}: 200 clicks on 100 impressions`),
      '  1 row rejected:',
      '    row 7: origin is "F"; translate it',
      '  --rejects FILE writes them all, with their reasons',
      '  Columns not used: age',
    ].join('\n'),
  );
});

it('says that nothing was changed by a dry run, and which workspace is simulated', () => {
  const text = importReportText(
    { ...report, dryRun: true },
    { workspace: { name: 'Demo', simulated: true } },
  );

  expect(text).toMatch(
    /^march\.csv into Demo \(simulated data\):\n {2}1,233 of 1,234 rows in 1,240 lines would be imported/,
  );
  expect(text).toMatch(/\nNothing was changed: this was a dry run\.$/);
});

it('says when the same file was imported before', () => {
  const alreadyImportedAt = new Date('2026-03-01T10:00:00Z');

  expect(importReportText({ ...report, alreadyImportedAt }, { workspace, rejects: 'r.csv' })).toMatch(
    /^march\.csv was imported into Main before \(2026-03-01T10:00:00\.000Z\); nothing was changed\. --again/,
  );
});

it('says nothing of lines where the format has none', () => {
  expect(importReportText({ ...report, lineCount: null }, { workspace })).toContain(
    '1,233 of 1,234 rows imported',
  );
});
