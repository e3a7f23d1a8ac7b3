import { expect, it } from '@jest/globals';
import { readImportReport } from '../../../../dashboard/imports/report/import-report.js';

it('reads the report of an import out of the result of its job', () => {
  const report = readImportReport(JSON.stringify({ rowCount: 12, acceptedCount: 10, rejectedCount: 2 }));

  expect(report).toMatchObject({ rowCount: 12, acceptedCount: 10, rejectedCount: 2, brought: [], notes: [] });
});

it.each([[null], ['7'], ['null'], ['{"stores":120}']])('finds no report in %p', (result) => {
  expect(readImportReport(result)).toBeNull();
});
