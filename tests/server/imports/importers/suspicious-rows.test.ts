import { expect, it } from '@jest/globals';
import { countWarnings } from '../../../../server/imports/importers/suspicious-rows.js';

const ROW = {
  store: 'Alba',
  item: 'a-1',
  impressions: '100',
  clicks: '10',
  orders: '1',
  returns: '',
  revenue: '',
};

it.each<[string, Partial<typeof ROW>]>([
  ['a usual row', {}],
  ['as many of each', { clicks: '100', orders: '100', returns: '100' }],
  ['a number that is no count', { clicks: 'many' }],
  ['a store whose name has total in it', { store: 'Total Beauty' }],
  ['a key with an E', { item: '12E5' }],
  ['a short key that ends in zeros', { item: '590123000000' }],
  ['a long key with all of its digits', { item: '590123456789012345' }],
])('says nothing of %s', (_, over) => {
  expect(countWarnings({ ...ROW, ...over })).toEqual([]);
});

it.each<[Partial<typeof ROW>, string]>([
  [{ clicks: '200' }, 'more clicks than impressions, 200 on 100: are the columns right?'],
  [{ clicks: '20', orders: '30' }, 'more orders than clicks, 30 on 20: are the columns right?'],
  [{ clicks: '0', orders: '101' }, 'more orders than clicks, 101 on 0: are the columns right?'],
  [{ orders: '0', revenue: '12.50' }, 'revenue 12.50 without an order: are the columns right?'],
  [{ returns: '2' }, 'more returns than orders, 2 on 1: are the columns right?'],
  ...[
    'Total',
    'TOTAL',
    'Sum',
    'Subtotal',
    'Sub-total',
    'Grand total',
    'Gesamt',
    'Summe',
    'Total général',
    'Total:',
  ].map((store): [Partial<typeof ROW>, string] => [
    { store },
    `store is "${store}", which looks like a row of sums: its numbers may be counted twice`,
  ]),
  ...['5.90123E+12', '5,90123E+12', '1e+15', '590123456789000000', '1234567890123000'].map(
    (item): [Partial<typeof ROW>, string] => [
      { item },
      `item is "${item}": a spreadsheet has probably cut its digits; export it as text`,
    ],
  ),
])('warns of %j', (over, warning) => {
  expect(countWarnings({ ...ROW, ...over })).toEqual([warning]);
});
