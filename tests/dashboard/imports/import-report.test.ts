import { expect, it } from '@jest/globals';
import { readImportReport, tallyWords } from '../../../dashboard/imports/import-report.js';

it('reads the report of an import out of the result of its job', () => {
  const report = readImportReport(JSON.stringify({ rowCount: 12, acceptedCount: 10, rejectedCount: 2 }));

  expect(report).toMatchObject({ rowCount: 12, acceptedCount: 10, rejectedCount: 2, tallies: {} });
});

it.each([[null], ['7'], ['null'], ['{"stores":120}']])('finds no report in %p', (result) => {
  expect(readImportReport(result)).toBeNull();
});

it('names what an import added and leaves out what it did not', () => {
  expect(tallyWords({ storesAdded: 1, itemsAdded: 5930, replaced: 0, pricesKept: 3 })).toEqual([
    '1 new store',
    '5,930 new items',
    '3 prices kept',
  ]);
});
