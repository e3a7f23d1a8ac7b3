import { describe, expect, it } from '@jest/globals';
import { importOutcome, importSummary } from '../../../../dashboard/imports/report/import-outcome.js';

const counts = (rowCount: number, rejectedCount: number) => ({
  dryRun: false,
  rowCount,
  rejectedCount,
  acceptedCount: rowCount - rejectedCount,
  alreadyImportedAt: null,
});

describe('what came of an import', () => {
  it.each([
    [counts(1143, 0), 'Finished: 1,143 of 1,143 rows imported', '1,143 rows', 'spruce'],
    [counts(1143, 2), 'Finished: 1,141 of 1,143 rows imported', '1,143 rows, 2 rejected', 'ochre'],
    [
      { ...counts(1143, 1143), dryRun: true },
      'Finished: 0 of 1,143 rows would be imported',
      '1,143 rows, 1,143 rejected',
      'madder',
    ],
    [{ ...counts(1, 0), dryRun: true }, 'Finished: 1 of 1 row would be imported', '1 row', 'spruce'],
    [counts(0, 0), 'Finished: the file has no rows', '0 rows', 'madder'],
    [
      { ...counts(5, 0), alreadyImportedAt: '2026-11-01T00:00:00Z' },
      'Finished: this file was imported before, so nothing was imported',
      'Imported before: nothing was imported',
      'ochre',
    ],
  ])('is green only where every row went in: %j', (report, words, short, color) => {
    expect(importOutcome(report)).toEqual({ words, color });
    expect(importSummary(report)).toEqual({ words: short, color });
  });
});
