import { expect, it } from '@jest/globals';
import { tallyTexts } from '../../../../server/imports/runs/tallies.js';

it('names what an import brought in the order of reports, and leaves out what it did not', () => {
  expect(tallyTexts({ replaced: 0, itemsAdded: 5930, withImage: 1204, storesAdded: 1 })).toEqual({
    brought: ['1 new store', '5,930 new items', '1,204 with an image'],
    notes: [],
  });
});

it('tells apart what a person has to know about the imported rows', () => {
  expect(tallyTexts({ mixedDays: 2, undated: 1, repeated: 1, clicks: 1 })).toEqual({
    brought: ['1 click'],
    notes: [
      '1 row repeats an earlier row of this file',
      '1 row without a day: in totals, absent from trends',
      'Careful: 2 rows of items that have totals with a day and without: both are counted',
    ],
  });
});

it.each([
  [1, '1 order without an amount: revenue is unknown while it is there'],
  [3, '3 orders without an amount: revenue is unknown while they are there'],
])('says of %i orders without an amount that revenue is unknown', (ordersWithoutAmount, note) => {
  expect(tallyTexts({ orders: 4, returns: 2, ordersWithoutAmount })).toEqual({
    brought: ['4 orders', '2 returns'],
    notes: [note],
  });
});

it('says nothing of an import that counted nothing', () => {
  expect(tallyTexts({})).toEqual({ brought: [], notes: [] });
});
