import { describe, expect, it } from '@jest/globals';
import { missingWords, toBindings, toMaps } from '../../../../dashboard/imports/mapping/field-binding.js';
import { mapParams, mapsOf } from '../../../../dashboard/imports/mapping/map-param.js';

const fields = [{ name: 'store' }, { name: 'origin' }, { name: 'day' }, { name: 'orders' }];
const columns = ['interest', 'gender', 'a:b', 'Clicks'];

describe('maps of columns', () => {
  it('name what has a source, with the values that were chosen', () => {
    const maps = toMaps({
      store: { kind: 'column', column: 'interest', values: {} },
      origin: {
        kind: 'column',
        column: 'gender',
        values: { F: 'AI_GENERATED', M: 'HUMAN_DESIGNED', X: '' },
      },
      day: { kind: 'literal', value: '2026-01-31' },
      orders: { kind: 'none' },
    });

    expect(maps).toEqual([
      { field: 'store', column: 'interest' },
      {
        field: 'origin',
        column: 'gender',
        values: [
          { from: 'F', to: 'AI_GENERATED' },
          { from: 'M', to: 'HUMAN_DESIGNED' },
        ],
      },
      { field: 'day', literal: '2026-01-31' },
    ]);
  });

  it('come back from the address as the bindings they were made from, whatever signs the values hold', () => {
    const bindings = {
      store: { kind: 'column', column: 'a:b', values: {} },
      origin: { kind: 'column', column: 'a:b', values: { 'x,y=z\\': 'AI_GENERATED', M: 'HUMAN_DESIGNED' } },
      day: { kind: 'literal', value: 'a=b ' },
      orders: { kind: 'none' },
    } as const;

    expect(toBindings(mapsOf(mapParams(toMaps(bindings))) ?? [], fields, columns)).toEqual(bindings);
  });

  it('come back from what the server guesses, whose other parts are null', () => {
    const map = { field: 'store', column: 'interest', literal: null, values: null };

    expect(toBindings([map], fields, columns).store).toEqual({
      kind: 'column',
      column: 'interest',
      values: {},
    });
  });

  it('of a column that is not there bind nothing', () => {
    const maps = [{ field: 'store', column: 'nothing' }];

    expect(toBindings(maps, fields, columns).store).toEqual({ kind: 'none' });
  });

  it('of no field at all are told from no maps, for which the server guesses', () => {
    expect(mapsOf(mapParams([]))).toEqual([]);
    expect(mapsOf(mapParams(null))).toBeNull();
  });

  it.each(['store=shop', '7', 'null', '{"field":"store"}', '{"field":"store","column":"a","values":[1]}'])(
    'are not in the parameter %j: it is passed over, and the guess of the server stands if it is alone',
    (param) => {
      const map = { field: 'item', column: 'sku' };

      expect(mapsOf([param])).toBeNull();
      expect(mapsOf([param, ...mapParams([map])])).toEqual([map]);
    },
  );
});

it('asks for a source of each required field, and for the value that all rows are to have', () => {
  const words = missingWords({ store: { kind: 'none' }, origin: { kind: 'literal', value: '' } }, [
    { name: 'store', required: true },
    { name: 'origin', required: true },
    { name: 'day', required: false },
  ]);

  expect([...words]).toEqual([
    ['store', 'Choose a column, or one value for all rows.'],
    ['origin', 'State the value for all rows.'],
  ]);
});
