import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldSources } from '../../../../server/imports/mapping/field-map.js';
import { mapText, parseMapText } from '../../../../server/imports/mapping/map-text.js';

const SIGNS = ['a', 'B', ' ', '\\', ',', '=', ':', '*', '\n', 'é', '𝒳'];
const text = (minLength = 0) =>
  fc.array(fc.constantFrom(...SIGNS), { minLength, maxLength: 8 }).map((signs) => signs.join('').trim());
const column = text(1).filter((name) => name !== '');
const values = fc.uniqueArray(fc.record({ from: text(), to: text() }), {
  minLength: 1,
  selector: ({ from }) => from,
});

it('reads what it writes, whatever signs the column and the values hold', () => {
  fc.assert(
    fc.property(column, fc.option(values, { nil: null }), (name, pairs) => {
      const [source] = fieldSources([{ field: 'origin', column: name, values: pairs }]);
      expect(fieldSources([parseMapText(mapText(source!), [name])])).toEqual([source]);
    }),
    { seed: 9, numRuns: 2_000 },
  );
});

it('takes the longest column that the text begins with', () => {
  const values = [{ from: 'x', to: 'y' }];

  for (const columns of [
    ['a', 'a:b'],
    ['a:b', 'a'],
  ])
    expect(parseMapText('origin=a:b:x=y', columns)).toEqual({ field: 'origin', column: 'a:b', values });
  expect(parseMapText('origin=a:x=y', ['a', 'a:b'])).toEqual({ field: 'origin', column: 'a', values });
});

it('reads what it writes of a literal', () => {
  fc.assert(
    fc.property(text(), (literal) => {
      const [source] = fieldSources([{ field: 'store', literal }]);
      expect(fieldSources([parseMapText(mapText(source!), [])])).toEqual([source]);
    }),
    { seed: 9 },
  );
});

it('refuses a text beyond 20,000 characters', () => {
  expect(() => parseMapText(`store=${'a'.repeat(20_000)}`, [])).toThrow(
    /is longer than 20,000 characters, which is the limit/,
  );
});
