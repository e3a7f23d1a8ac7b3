import { expect, it } from '@jest/globals';
import { readImportReport } from '../../../../dashboard/imports/report/import-report.js';
import { offerOf } from '../../../../dashboard/imports/report/next-step.js';
import { rejectionsCsv } from '../../../../dashboard/imports/report/rejections-csv.js';

const settings = { kind: 'COUNTS', uploadId: '7', maps: [], dateFormat: 'dd.mm.yyyy', again: false };
const reportOf = (result: object) =>
  readImportReport(JSON.stringify({ acceptedCount: 3, settings, ...result }))!;

it('offers the import that was tried, by the settings it was tried with', () => {
  expect(offerOf(reportOf({ dryRun: true }))).toEqual({ label: 'Import these rows', settings });
});

it('offers to read a file again that was imported before', () => {
  expect(offerOf(reportOf({ alreadyImportedAt: '2026-11-01T00:00:00Z' }))).toEqual({
    label: 'Import it again',
    settings: { ...settings, again: true },
  });
});

it.each([
  ['an import that is done', { dryRun: false }],
  ['a dry run of which nothing would be imported', { dryRun: true, acceptedCount: 0 }],
  ['a report of an earlier version, which has no settings', { dryRun: true, settings: null }],
])('offers nothing after %s', (_, result) => {
  expect(offerOf(reportOf(result))).toBeNull();
});

it('writes reasons so that a spreadsheet reads them as they are', () => {
  expect(rejectionsCsv([{ row: 3, reason: 'orders is "x", it must be whole' }])).toBe(
    'row,reason\n3,"orders is ""x"", it must be whole"\n',
  );
});
