import { expect, it } from '@jest/globals';
import { mersenneTwister } from '../../../server/random/index.js';
import type { SimulatedItem } from '../../../server/simulation/draw-stores.js';
import {
  drawStoreCounts,
  drawStores,
  type StorePopulation,
  trueLifts,
} from '../../../server/simulation/index.js';

const population: StorePopulation = {
  medianTraffic: 20_000,
  trafficSpread: 0.5,
  aiTrafficShare: { from: 0.2, to: 0.5 },
  medianHumanRate: 0.04,
  humanRateSpread: 0.3,
  medianLogRatio: Math.log(1.12),
  effectSpread: 0.25,
  effectPerTraffic: 0.15,
  itemsPerArm: 3,
  itemSpread: 0,
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
  const rateOfAi = sum((s) => s.aiRate * impressions(s.aiItems)) / sum((s) => impressions(s.aiItems));
  const rateOfHuman =
    sum((s) => s.humanRate * impressions(s.humanItems)) / sum((s) => impressions(s.humanItems));
  // Standard errors of the three: about 0.001, 0.001 and 0.002.
  expect(Math.abs(mean - truth.equalWeight)).toBeLessThan(0.005);
  expect(Math.abs(median - truth.logRatio)).toBeLessThan(0.005);
  expect(Math.abs(rateOfAi / rateOfHuman - 1 - truth.trafficWeighted)).toBeLessThan(0.01);
});

it('has one true lift where stores are alike', () => {
  const alike = trueLifts({ ...population, effectSpread: 0, effectPerTraffic: 0 });

  for (const lift of Object.values(alike)) expect(lift).toBeCloseTo(0.12, 12);
});

it('draws item appeal with mean 1, so that an arm has its store rate on average', () => {
  const [store] = drawStores({ ...population, itemsPerArm: 50_000, itemSpread: 0.5 }, 1, mersenneTwister(2));

  const mean = store!.humanItems.reduce((sum, { rate }) => sum + rate, 0) / 50_000;

  expect(mean / store!.humanRate).toBeGreaterThan(0.98);
  expect(mean / store!.humanRate).toBeLessThan(1.02);
});

it('counts the impressions of the items and clicks near their rates', () => {
  const draws = mersenneTwister(3);
  const [store] = drawStores({ ...population, medianTraffic: 1e6 }, 1, draws);

  const { ai, human } = drawStoreCounts(store!, draws);

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
