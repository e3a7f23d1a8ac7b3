import { describe, expect, it } from '@jest/globals';
import {
  DEMO_SETTINGS,
  DEMO_TRUTH,
  demoShops,
  drawsFor,
  MIN_DEMO_TRAFFIC,
} from '../../../server/demo/demo-world.js';
import { type Arm, type ShopEvent, shopEvents } from '../../../server/simulation/index.js';
import { type StoreArms, sameStoreLift } from '../../../server/statistics/index.js';

type Is = (event: ShopEvent) => boolean;

const { seed, days, visits } = DEMO_SETTINGS;
const shops = demoShops(DEMO_SETTINGS);

const is =
  (kind: ShopEvent['kind'], scenario?: ShopEvent['scenario']): Is =>
  (event) =>
    event.kind === kind && (scenario === undefined || event.scenario === scenario);

const METRICS = [
  ['searchCtr', is('CLICK', 'SEARCH'), is('IMPRESSION', 'SEARCH')],
  ['recommendationCtr', is('CLICK', 'RECOMMENDATION'), is('IMPRESSION', 'RECOMMENDATION')],
  ['conversion', is('ORDER'), is('CLICK')],
] as const;

interface ItemCounts {
  readonly arm: Arm;
  numerator: number;
  denominator: number;
}

interface Counted {
  readonly isNumerator: Is;
  readonly isDenominator: Is;
  /** By shop and item. */
  readonly items: ItemCounts[][];
}

/** Counts both arms of every shop for all metrics in one pass over the world. */
function countedArms(firstWeekday: number): StoreArms[][] {
  const counts = METRICS.map(
    ([, isNumerator, isDenominator]): Counted => ({
      isNumerator,
      isDenominator,
      items: shops.map(({ items }) => items.map(({ arm }) => ({ arm, numerator: 0, denominator: 0 }))),
    }),
  );
  for (const ofDay of shopEvents(shops, { days, visits, firstWeekday }, drawsFor(seed, 'events'))) {
    for (const event of ofDay) count(event, counts);
  }
  return counts.map(({ items }) =>
    items.map((ofShop) => ({ ai: armOf(ofShop, 'ai'), human: armOf(ofShop, 'human') })),
  );
}

function count(event: ShopEvent, counts: readonly Counted[]): void {
  for (const { items, isNumerator, isDenominator } of counts) {
    const counted = items[event.shop]![event.item]!;
    if (isNumerator(event)) counted.numerator += 1;
    if (isDenominator(event)) counted.denominator += 1;
  }
}

function armOf(items: readonly ItemCounts[], arm: Arm): StoreArms['ai'] {
  const shown = items.filter((item) => item.arm === arm && item.denominator > 0);
  const sum = (of: (c: number, n: number) => number) =>
    shown.reduce((total, { numerator, denominator }) => total + of(numerator, denominator), 0);
  return {
    numerator: sum((c) => c),
    denominator: sum((_, n) => n),
    items: {
      count: shown.length,
      denominatorSquares: sum((_, n) => n ** 2),
      denominatorCubes: sum((_, n) => n ** 3),
      numeratorSquares: sum((c) => c ** 2),
      products: sum((c, n) => c * n),
    },
  };
}

describe.each([0, 1, 2, 3, 4, 5, 6])('loaded on weekday %p', (firstWeekday) => {
  const arms = countedArms(firstWeekday);

  it.each(METRICS.map(([name], index) => [name, index] as const))(
    '%s: the headline holds the truth',
    (name, index) => {
      const { averageRates } = sameStoreLift(arms[index]!, {
        confidence: 0.95,
        minimumDenominator: MIN_DEMO_TRAFFIC,
        words: { numerator: 'successes', denominator: 'chances', counted: 'successes' },
      });

      expect(averageRates.lower!).toBeLessThan(DEMO_TRUTH[name]);
      expect(averageRates.upper!).toBeGreaterThan(DEMO_TRUTH[name]);
      expect(averageRates.lower!).toBeGreaterThan(0);
    },
  );
});
