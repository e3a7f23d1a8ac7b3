import { expect, it } from '@jest/globals';
import { mersenneTwister } from '../../../server/random/index.js';
import type { SimulatedItem } from '../../../server/simulation/draw-stores.js';
import {
  drawItemCounts,
  drawStores,
  type StorePopulation,
  storeCounts,
  trueLifts,
} from '../../../server/simulation/index.js';

const population: StorePopulation = {
  medianTraffic: 20_000,
  trafficSpread: 0.5,
  aiTrafficShare: { from: 0.2, to: 0.5 },
  aiShareFollowsRate: false,
  medianHumanRate: 0.04,
  humanRateSpread: 0.3,
  medianLogRatio: Math.log(1.12),
  effectSpread: 0.25,
  effectPerTraffic: 0.15,
  effectPerRate: 0.1,
  aiItems: { from: 3, to: 3 },
  humanItems: { from: 3, to: 3 },
  itemSpread: 0,
  popularitySpread: 0,
};
const impressions = (items: readonly SimulatedItem[]) =>
  items.reduce((sum, item) => sum + item.impressions, 0);

it('states the true lifts that a very large draw of stores shows', () => {
  const stores = drawStores(population, 100_000, mersenneTwister(1));
  const sum = (of: (store: (typeof stores)[number]) => number) =>
    stores.reduce((total, store) => total + of(store), 0);

  const truth = trueLifts(population);

  const mean = sum(({ aiRate, humanRate }) => aiRate / humanRate - 1) / stores.length;
  const median = Math.expm1(sum(({ aiRate, humanRate }) => Math.log(aiRate / humanRate)) / stores.length);
  const averageRates = sum(({ aiRate }) => aiRate) / sum(({ humanRate }) => humanRate) - 1;
  const weight = ({ aiItems, humanItems }: (typeof stores)[number]) =>
    (impressions(aiItems) * impressions(humanItems)) / (impressions(aiItems) + impressions(humanItems));
  const weighted = sum((s) => weight(s) * s.aiRate) / sum((s) => weight(s) * s.humanRate) - 1;
  // Standard errors: about 0.001, 0.001, 0.001 and 0.002.
  expect(Math.abs(mean - truth.equalWeight)).toBeLessThan(0.005);
  expect(Math.abs(median - truth.logRatio)).toBeLessThan(0.005);
  expect(Math.abs(averageRates - truth.averageRates)).toBeLessThan(0.005);
  expect(Math.abs(weighted - truth.trafficWeighted)).toBeLessThan(0.01);
});

it('has one true lift where stores are alike', () => {
  const alike = trueLifts({ ...population, effectSpread: 0, effectPerTraffic: 0, effectPerRate: 0 });

  for (const lift of Object.values(alike)) expect(lift).toBeCloseTo(0.12, 12);
});

it('draws item appeal with mean 1, so that an arm has its store rate on average', () => {
  const [store] = drawStores(
    { ...population, humanItems: { from: 50_000, to: 50_000 }, itemSpread: 0.5 },
    1,
    mersenneTwister(2),
  );

  const mean = store!.humanItems.reduce((sum, { rate }) => sum + rate, 0) / 50_000;

  expect(mean / store!.humanRate).toBeGreaterThan(0.98);
  expect(mean / store!.humanRate).toBeLessThan(1.02);
});

it('counts the impressions of the items and clicks near their rates', () => {
  const draws = mersenneTwister(3);
  const [store] = drawStores({ ...population, medianTraffic: 1e6 }, 1, draws);

  const { ai, human } = storeCounts(drawItemCounts(store!, draws));

  expect(ai.denominator).toBe(impressions(store!.aiItems));
  expect(human.denominator).toBe(impressions(store!.humanItems));
  expect(ai.numerator / ai.denominator / store!.aiRate).toBeCloseTo(1, 1);
});

it('draws other stores the next time, and the same ones from the same seed', () => {
  const draws = mersenneTwister(4);
  const first = drawStores(population, 2, draws);

  expect(drawStores(population, 2, draws)).not.toEqual(first);
  expect(drawStores(population, 2, mersenneTwister(4))).toEqual(first);
});

it('adds up the items of an arm, with the sums that say how unequal they are', () => {
  const items = [
    { numerator: 1, denominator: 2 },
    { numerator: 3, denominator: 4 },
  ];

  const { ai, human } = storeCounts({ ai: items, human: items.slice(1) });

  // 4 + 16, 8 + 64, 1 + 9 and 2 + 12.
  expect(ai).toEqual({
    numerator: 4,
    denominator: 6,
    items: { count: 2, denominatorSquares: 20, denominatorCubes: 72, numeratorSquares: 10, products: 14 },
  });
  expect(human.items.count).toBe(1);
});

it('gives AI items more of the traffic in stores with higher rates if their share follows the rate', () => {
  const stores = drawStores({ ...population, aiShareFollowsRate: true }, 1_000, mersenneTwister(5));

  const shares = stores
    .sort((a, b) => a.humanRate - b.humanRate)
    .map(
      ({ aiItems, humanItems }) => impressions(aiItems) / (impressions(aiItems) + impressions(humanItems)),
    );

  // Rounding to whole impressions moves a share by less than 0.001.
  for (const [index, share] of shares.slice(1).entries())
    expect(share).toBeGreaterThan(shares[index]! - 0.002);
  expect(shares[0]).toBeCloseTo(0.2, 1);
  expect(shares.at(-1)).toBeCloseTo(0.5, 1);
});

it('draws as many items an arm as their bounds allow', () => {
  const bounds = { aiItems: { from: 1, to: 2 }, humanItems: { from: 4, to: 4 } };
  const stores = drawStores({ ...population, ...bounds }, 50, mersenneTwister(6));

  expect(new Set(stores.map(({ aiItems }) => aiItems.length))).toEqual(new Set([1, 2]));
  expect(new Set(stores.map(({ humanItems }) => humanItems.length))).toEqual(new Set([4]));
});

it('refuses truths without a closed form', () => {
  expect(() => trueLifts({ ...population, aiShareFollowsRate: true })).toThrow(RangeError);
});
