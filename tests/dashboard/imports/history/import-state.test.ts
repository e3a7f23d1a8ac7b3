import { expect, it } from '@jest/globals';
import { importState, rowsWords } from '../../../../dashboard/imports/history/import-state.js';

const done = { finishedAt: '2026-01-05T10:00:00Z', revertedAt: null, revertedBy: null };

it('says where an import stands', () => {
  expect(importState(done)).toEqual({ words: 'Imported', color: 'spruce', detail: null });
  expect(importState({ ...done, finishedAt: null }).words).toBe('Not finished');
  expect(importState({ ...done, revertedAt: '2026-01-06T10:00:00Z', revertedBy: 'ada@example.com' })).toEqual(
    {
      words: 'Reverted',
      color: 'gray',
      detail: expect.stringMatching(/^Jan 6, 2026, .*, ada@example\.com$/),
    },
  );
});

it('says what rows came in', () => {
  expect(rowsWords({ kind: 'COUNTS', acceptedCount: 1141, rejectedCount: 2 })).toBe(
    'Counts, 1,141 rows, 2 rejected',
  );
  expect(rowsWords({ kind: 'ITEMS', acceptedCount: 1, rejectedCount: 0 })).toBe('Items, 1 row');
});
