import { expect, it } from '@jest/globals';
import { contentLines, isConfirmed } from '../../../../dashboard/catalog/removal/contents-words.js';

const NOTHING = {
  stores: 1,
  items: 0,
  events: 0,
  importedTotals: 0,
  members: 0,
  modelRuns: 0,
  apiKeys: 0,
  liftViews: 0,
  imports: 0,
};

it('lists what there is, and a store not with itself', () => {
  const contents = { ...NOTHING, stores: 2, items: 1, events: 1_204, apiKeys: 1 };

  expect(contentLines('workspace', contents)).toEqual([
    '2 stores',
    '1 item',
    '1,204 events',
    '1 API key, which stops working',
  ]);
  expect(contentLines('store', { ...NOTHING, members: 2 })).toEqual(['2 memberships of merchants']);
  expect(contentLines('store', NOTHING)).toEqual([]);
});

it('takes a name as the server does: white space and composed letters do not matter, case does', () => {
  expect(isConfirmed('Atelier  Süd', ' Atelier Su\u0308d ')).toBe(true);
  expect(isConfirmed('Nord', 'nord')).toBe(false);
  expect(isConfirmed('Nord', '')).toBe(false);
});
