import { describe, expect, it } from '@jest/globals';
import {
  forestScale,
  rowsNamed,
  type StoreLiftData,
  toForestRows,
} from '../../../../dashboard/lift/forest/forest-rows.js';

const store = (name: string, lift: number | null, traffic = 100): StoreLiftData => ({
  store: { id: name, name },
  lift,
  lower: lift === null ? null : lift - 0.1,
  upper: lift === null ? null : lift + 0.1,
  varianceFrom: null,
  reason: null,
  warnings: [],
  ai: { numerator: 5, denominator: traffic / 2, rate: 0.1, currency: null },
  human: { numerator: 5, denominator: traffic / 2, rate: 0.1, currency: null },
});

const stores = [store('Vega', 0.1), store('Atelier', -0.2, 400), store('Linde', null), store('Brook', 0.1)];
const names = (order: 'lift' | 'traffic' | 'name') =>
  toForestRows({ metric: 'CTR', stores }, order).map(({ name }) => name);

describe('rows of the forest plot', () => {
  it('come best first, equal ones by name, and those without a lift last', () => {
    expect(names('lift')).toEqual(['Brook', 'Vega', 'Atelier', 'Linde']);
  });

  it('come lowest first where a lower rate is better, those without a lift last', () => {
    const rows = toForestRows({ metric: 'RETURN_RATE', stores }, 'lift');

    expect(rows.map(({ name }) => name)).toEqual(['Atelier', 'Brook', 'Vega', 'Linde']);
  });

  it('come by traffic or by name when asked', () => {
    expect(names('traffic')[0]).toBe('Atelier');
    expect(names('name')).toEqual(['Atelier', 'Brook', 'Linde', 'Vega']);
  });

  it('have a point whose area grows with the traffic', () => {
    const [most, ...others] = toForestRows({ metric: 'CTR', stores }, 'traffic');

    expect(others.every(({ radius }) => radius < most!.radius)).toBe(true);
  });

  it('are found by a part of their name, letter case aside', () => {
    expect(
      rowsNamed(toForestRows({ metric: 'CTR', stores }, 'name'), ' vEg ').map(({ name }) => name),
    ).toEqual(['Vega']);
  });

  it('share one axis that counts the intervals it cuts off', () => {
    const many = Array.from({ length: 99 }, (_, index) => store(`S${index}`, index / 1000));
    const rows = toForestRows({ metric: 'CTR', stores: [...many, store('Tiny', 40)] }, 'lift');

    const { scale, clipped } = forestScale(rows);

    expect(scale.max).toBeLessThan(1);
    expect(clipped).toBe(1);
  });
});
