import { expect, it } from '@jest/globals';
import { columnsSentence } from '../../../dashboard/imports/columns-sentence.js';

const field = (name: string, required: boolean) => ({ name, required });

it('lists the columns that a file needs, then those that it may have', () => {
  const fields = [field('store', true), field('day', false), field('item', true), field('price', false)];

  expect(columnsSentence(fields)).toBe('Columns: store, item; optionally day, price.');
  expect(columnsSentence([field('store', true)])).toBe('Columns: store.');
});
