import { describe, expect, it } from '@jest/globals';
import { pcg32, type RandomStream } from '../../../../server/random/index.js';
import {
  type Arm,
  itemLift,
  NO_RATIOS,
  pooledItemVariance,
  ratioPrior,
  relativeRateVariance,
  shrunkRatio,
} from '../../../../server/statistics/index.js';

const SETTINGS = {
  confidence: 0.95,
  minimumDenominator: 0,
  words: { numerator: 'clicks', denominator: 'impressions', counted: 'clicks' },
};

interface World {
  readonly humanItems: number;
  readonly impressions: number;
  /** Click-through rate of the average human-designed item. */
  readonly rate: number;
  /** Standard deviation of the logarithm of an item's rate within its store. */
  readonly spread: number;
}

/** A factor around 1. */
const around = (random: RandomStream, spread: number) => Math.exp(spread * random.normal() - spread ** 2 / 2);

function clicksOf(random: RandomStream, { impressions, spread }: World, rate: number) {
  const denominator = Math.round(impressions * around(random, 0.5));
  const ratio = around(random, spread);
  return { ratio, denominator, numerator: random.binomial(denominator, Math.min(0.9, rate * ratio)) };
}

const armOf = (items: readonly { numerator: number; denominator: number }[]): Arm => {
  const sum = (of: (n: number, c: number) => number) =>
    items.reduce((total, { denominator, numerator }) => total + of(denominator, numerator), 0);
  return {
    numerator: sum((_, c) => c),
    denominator: sum((n) => n),
    items: {
      count: items.length,
      denominatorSquares: sum((n) => n * n),
      denominatorCubes: sum((n) => n ** 3),
      numeratorSquares: sum((_, c) => c * c),
      products: sum((n, c) => n * c),
    },
  };
};

/** Fifty stores with ten AI items each, whose true ratios to the human rate are around 1.1. */
function simulated(world: World, seed: number) {
  const random = pcg32(seed);
  return Array.from({ length: 50 }, () => {
    const rate = world.rate * around(random, 0.3);
    const human = armOf(Array.from({ length: world.humanItems }, () => clicksOf(random, world, rate)));
    const ai = Array.from({ length: 10 }, () => clicksOf(random, world, 1.1 * rate));
    return { human, ai: ai.map(({ ratio, ...counts }) => ({ truth: 1.1 * ratio, counts })) };
  });
}

function estimated(world: World, seed: number) {
  const stores = simulated(world, seed);
  const { human: pooled } = pooledItemVariance(stores.map(({ human }) => ({ ai: human, human })));
  const items = stores.flatMap(({ human, ai }) =>
    ai.map(({ truth, counts }) => {
      const expected = (counts.denominator * human.numerator) / human.denominator;
      const lift = itemLift(counts, { human, pooled }, SETTINGS);
      const expectedVariance = relativeRateVariance(human, pooled);
      return { truth, lift, observed: counts.numerator, expected, expectedVariance };
    }),
  );
  const sums = items.reduce(
    ({ count, observed, expected, squares, blur }, item) => ({
      count: count + 1,
      observed: observed + item.observed,
      expected: expected + item.expected,
      squares: squares + item.observed ** 2 / item.expected,
      blur: blur + item.expected * item.expectedVariance,
    }),
    NO_RATIOS,
  );
  const prior = ratioPrior(sums)!;
  return items.map((item) => ({
    ...item,
    own: item.observed / item.expected,
    shrunk: shrunkRatio(item, prior),
  }));
}

const repeated = (world: World) => Array.from({ length: 10 }, (_, seed) => estimated(world, seed));

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean of a number of the 25 items that come first by another, over all repetitions. */
const ofFirst = (
  worlds: ReturnType<typeof repeated>,
  by: 'own' | 'shrunk',
  what: 'truth' | 'own' | 'shrunk',
) =>
  mean(
    worlds.flatMap((items) =>
      items
        .toSorted((a, b) => b[by] - a[by])
        .slice(0, 25)
        .map((item) => item[what]),
    ),
  );

describe.each<World>([
  { humanItems: 20, impressions: 400, rate: 0.05, spread: 0.3 },
  { humanItems: 5, impressions: 400, rate: 0.05, spread: 0.3 },
  { humanItems: 20, impressions: 100, rate: 0.05, spread: 0.3 },
])('of five hundred items in worlds with known truth, %j', (world) => {
  const worlds = repeated(world);

  it('the interval holds the true lift 95 times in 100 or somewhat more', () => {
    const judged = worlds.flat().filter(({ lift }) => lift.lower !== null);
    const held = judged.filter(({ lift, truth }) => lift.lower! <= truth - 1 && truth - 1 <= lift.upper!);

    expect(held.length / judged.length).toBeGreaterThan(0.94);
    expect(held.length / judged.length).toBeLessThan(0.985); // exact of few counts, so that it holds more often than it must
  });

  it('those first by shrunk lift are truly better than those first by their own lift', () => {
    expect(ofFirst(worlds, 'shrunk', 'truth')).toBeGreaterThan(ofFirst(worlds, 'own', 'truth'));
  });

  it('those first by their own lift look far better than they are, and their shrunk lift does not', () => {
    const excess = (by: 'own' | 'shrunk') => ofFirst(worlds, by, by) / ofFirst(worlds, by, 'truth') - 1;

    expect(excess('own')).toBeGreaterThan(0.2);
    expect(Math.abs(excess('shrunk'))).toBeLessThan(excess('own') / 2);
  });
});
