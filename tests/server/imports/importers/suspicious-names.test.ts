import { expect, it } from '@jest/globals';
import { nameWarnings } from '../../../../server/imports/importers/suspicious-names.js';

const ROW = { store: 'Alba', item: 'a-1', category: 'mugs', visitor: 'v1', order: '', id: '' };

it.each<Partial<typeof ROW>>([
  {},
  { store: 'None Such Records', item: 'Null & Co', visitor: 'nana' },
  { store: 'Allbirds', item: 'Total Fit' },
  { item: '1234567890123456', visitor: '123456789012345678.1' },
  { item: '590123', order: '1.5' },
  { item: 'a="b"' },
])('says nothing of %j', (over) => {
  expect(nameWarnings({ ...ROW, ...over })).toEqual([]);
});

it.each(['NULL', 'null', '\\N', 'undefined', 'nan', 'NaN', 'n/a', 'N/A', '#N/A', 'None', '(not set)'])(
  'warns of %s, which stands for nothing, in every identifier',
  (text) => {
    const ids = ['item', 'store', 'visitor', 'order', 'id'];
    const warnings = nameWarnings({ ...ROW, ...Object.fromEntries(ids.map((field) => [field, text])) });

    expect(warnings).toEqual(
      ids.map(
        (field) =>
          `${field} is "${text}", which programs write for a missing value: all rows with it are taken for the same one; leave such cells blank`,
      ),
    );
  },
);

it.each(['Somma', 'Razem', 'Totalt', 'Total EUR', 'TOTAL (SEK)', 'Итого', 'ИТОГО:', 'All'])(
  'warns of %s, a row of sums',
  (store) => {
    expect(nameWarnings({ ...ROW, store })).toEqual([
      `store is "${store}", which looks like a row of sums: its numbers may be counted twice`,
    ]);
  },
);

it.each<[Partial<typeof ROW>, string]>([
  [
    { item: '="0012"' },
    'item is "="0012"", which is a formula of a spreadsheet: export what is between its quotation marks',
  ],
  [
    { item: '590123.0' },
    'item is "590123.0", which is not the same as without its decimals: a program took it for a number; export it as text',
  ],
  [
    { item: '12345678901234500' },
    'item is "12345678901234500": a spreadsheet has probably cut its digits; export it as text',
  ],
  [
    { category: 'mugs\nNord,cup,9' },
    'category is "mugs\nNord,cup,9", which has several lines: a quotation mark may have swallowed the rows after it',
  ],
])('warns of %j', (over, warning) => {
  expect(nameWarnings({ ...ROW, ...over })).toEqual([warning]);
});
