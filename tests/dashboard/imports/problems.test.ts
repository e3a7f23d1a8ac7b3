import { expect, it } from '@jest/globals';
import { sortProblems } from '../../../dashboard/imports/problems.js';

const CONTEXT = { missing: new Map<string, string>(), refusal: null, hasOtherFault: false };
const NOTHING = { byField: new Map(), ofNumbers: [], general: [], ofRows: [], isBlocked: false };
const ofMaps = (field: string | null, message: string) => ({
  field,
  row: null,
  count: 1,
  isBlocking: true,
  message,
});

it('shows a fault of the mapping beside its field, and blocks the import', () => {
  expect(sortProblems([ofMaps('store', 'There is no column "Shop"')], CONTEXT)).toEqual({
    ...NOTHING,
    byField: new Map([['store', 'There is no column "Shop"']]),
    isBlocked: true,
  });
});

it('says what has to be chosen, by the reason of the server if there is one', () => {
  const missing = new Map([
    ['clicks', 'Choose a column.'],
    ['store', 'Choose a column.'],
  ]);
  const reason = 'The columns "clicks" and "clicks (2)" can both be clicks: choose one';

  expect(sortProblems([ofMaps('clicks', reason)], { ...CONTEXT, missing }).byField).toEqual(
    new Map([
      ['clicks', reason],
      ['store', 'Choose a column.'],
    ]),
  );
});

it('lets rows with faults be rejected, and counts them', () => {
  const row = { isBlocking: false, field: 'orders' };

  const sorted = sortProblems(
    [
      { ...row, row: 3, count: 12, message: 'orders is "x"' },
      { ...row, field: null, row: 1005, count: 1, message: 'the row is cut off' },
    ],
    CONTEXT,
  );

  expect(sorted).toEqual({
    ...NOTHING,
    ofRows: ['12 rows, the first is row 3: orders is "x"', 'Row 1,005: the row is cut off'],
  });
});

it('blocks an import whose numbers can be read in two ways', () => {
  const message = 'orders is written like "1.000": 1 or 1000?';

  expect(sortProblems([{ field: 'orders', row: 2, count: 9, isBlocking: true, message }], CONTEXT)).toEqual({
    ...NOTHING,
    ofNumbers: [message],
    isBlocked: true,
  });
});

it('blocks an import whose settings are refused', () => {
  expect(sortProblems([], { ...CONTEXT, refusal: 'The date format is unknown' })).toEqual({
    ...NOTHING,
    general: ['The date format is unknown'],
    isBlocked: true,
  });
});

it('blocks an import while a date format is half typed, which the field itself says', () => {
  expect(sortProblems([], { ...CONTEXT, hasOtherFault: true })).toEqual({ ...NOTHING, isBlocked: true });
});
