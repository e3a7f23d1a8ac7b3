import { expect, it } from '@jest/globals';
import { standingOf } from '../../../../dashboard/catalog/store-ranking/ranked-stores.js';
import {
  firstDirection,
  orderAfter,
  sortStores,
} from '../../../../dashboard/catalog/store-ranking/ranking-order.js';
import type { Verdict } from '../../../../dashboard/generated/graphql.js';
import { rankedStore } from '../../../support/dashboard/ranked-stores.js';

it('says ahead or behind if and only if there is a verdict, a lower return rate being better', () => {
  const standings = (verdict: Verdict) => [
    standingOf('CTR', { verdict }),
    standingOf('RETURN_RATE', { verdict }),
  ];

  expect(standings('HIGHER')).toEqual(['AHEAD', 'BEHIND']);
  expect(standings('LOWER')).toEqual(['BEHIND', 'AHEAD']);
  expect(standings('INCONCLUSIVE')).toEqual(['UNCLEAR', 'UNCLEAR']);
  expect(standings('NOT_COMPUTED')).toEqual(['UNCLEAR', 'UNCLEAR']);
});

it('begins with the best, which for a return rate is the lowest, and turns round at the second click', () => {
  expect(firstDirection('lift', 'CTR')).toBe('descending');
  expect(firstDirection('lift', 'RETURN_RATE')).toBe('ascending');
  expect(firstDirection('ai-orders', 'RETURN_RATE')).toBe('descending');

  const first = orderAfter({ by: 'name', direction: 'ascending' }, 'lift', 'CTR');
  expect(first).toEqual({ by: 'lift', direction: 'descending' });
  expect(orderAfter(first, 'lift', 'CTR')).toEqual({ by: 'lift', direction: 'ascending' });
});

it.each(['ascending', 'descending'] as const)('keeps stores without a number last when %s', (direction) => {
  const stores = [rankedStore('Nord', { lift: null }), rankedStore('Vega'), rankedStore('Linde')];

  const names = sortStores(stores, { by: 'lift', direction }, 'CTR').map(({ store }) => store.name);

  expect(names).toEqual(['Linde', 'Vega', 'Nord']);
});

it('lists stores of one shrunk lift by their own', () => {
  const same = { shrunkLift: 0.1 };
  const stores = [rankedStore('Nord', { lift: 0.1, ...same }), rankedStore('Vega', { lift: 0.3, ...same })];

  const sorted = sortStores(stores, { by: 'shrunk', direction: 'descending' }, 'CTR');

  expect(sorted.map(({ store }) => store.name)).toEqual(['Vega', 'Nord']);
});

it('sorts an interval by the end that is less favourable for AI items', () => {
  const stores = [
    rankedStore('Wide', { lower: -0.5, upper: 0.9 }),
    rankedStore('Narrow', { lower: -0.1, upper: 0.1 }),
  ];
  const names = (metric: 'CTR' | 'RETURN_RATE', direction: 'ascending' | 'descending') =>
    sortStores(stores, { by: 'interval', direction }, metric).map(({ store }) => store.name);

  expect(names('CTR', 'descending')).toEqual(['Narrow', 'Wide']);
  expect(names('RETURN_RATE', 'ascending')).toEqual(['Narrow', 'Wide']);
});

it('never compares amounts of different currencies', () => {
  const paid = (name: string, currency: string, revenueMinor: number) => {
    const store = rankedStore(name);
    return { ...store, ai: { ...store.ai, currency, revenueMinor } };
  };
  const stores = [paid('Kyoto', 'JPY', 900_000), paid('Bonn', 'EUR', 100), paid('Rome', 'EUR', 300)];

  const sorted = sortStores(stores, { by: 'ai-revenue', direction: 'descending' }, 'CTR');

  expect(sorted.map(({ store }) => store.name)).toEqual(['Rome', 'Bonn', 'Kyoto']);
});
