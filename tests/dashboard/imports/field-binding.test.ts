import { describe, expect, it } from '@jest/globals';
import { toBindings, toMapTexts } from '../../../dashboard/imports/field-binding.js';

const fields = [{ name: 'store' }, { name: 'origin' }, { name: 'day' }, { name: 'orders' }];
const columns = ['interest', 'gender', 'a:b', 'Clicks'];

describe('maps of columns', () => {
  it('are the words of the command line', () => {
    const maps = toMapTexts({
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
      'store=interest',
      'origin=gender:F=AI_GENERATED,M=HUMAN_DESIGNED',
      'day:=2026-01-31',
    ]);
  });

  it('come back as the bindings they were made from, whatever signs the values hold', () => {
    const bindings = {
      store: { kind: 'column', column: 'a:b', values: {} },
      origin: { kind: 'column', column: 'a:b', values: { 'x,y=z\\': 'AI_GENERATED', M: 'HUMAN_DESIGNED' } },
      day: { kind: 'literal', value: 'a=b ' },
      orders: { kind: 'none' },
    } as const;

    expect(toBindings(toMapTexts(bindings), fields, columns)).toEqual(bindings);
  });

  it('of a column that is not there bind nothing', () => {
    expect(toBindings(['store=nothing'], fields, columns).store).toEqual({ kind: 'none' });
  });
});
