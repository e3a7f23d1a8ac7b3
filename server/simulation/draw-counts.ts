import type { RandomStream } from '../random/index.js';
import type { SimulatedItem, SimulatedStore } from './draw-stores.js';

/** What was seen of an item: clicks (or other successes) of impressions. */
export interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}

/** What was seen of an arm, with the sums over its items that say how unequal they are. */
export interface ArmCounts extends Counts {
  /** With n the denominator and c the numerator of an item: how many items, and the sums of n^2, n^3, c^2 and n c. */
  readonly items: {
    readonly count: number;
    readonly denominatorSquares: number;
    readonly denominatorCubes: number;
    readonly numeratorSquares: number;
    readonly products: number;
  };
}

/** One world's observations of a store, item by item. */
export interface ItemCounts {
  readonly ai: readonly Counts[];
  readonly human: readonly Counts[];
}

/** One world's observations of a store. */
export interface StoreCounts {
  readonly ai: ArmCounts;
  readonly human: ArmCounts;
}

/** What the items of a store show. */
export const drawItemCounts = ({ aiItems, humanItems }: SimulatedStore, draws: RandomStream): ItemCounts => ({
  ai: aiItems.map((item) => drawCounts(item, draws)),
  human: humanItems.map((item) => drawCounts(item, draws)),
});

/** Clicks of an item: binomial with its true rate. */
const drawCounts = ({ impressions, rate }: SimulatedItem, draws: RandomStream): Counts => ({
  numerator: draws.binomial(impressions, rate),
  denominator: impressions,
});

/** What the two arms of a store show, its items added up. */
export const storeCounts = ({ ai, human }: ItemCounts): StoreCounts => ({
  ai: added(ai),
  human: added(human),
});

function added(counts: readonly Counts[]): ArmCounts {
  const sums = { numerator: 0, denominator: 0 };
  const items = { count: 0, denominatorSquares: 0, denominatorCubes: 0, numeratorSquares: 0, products: 0 };
  for (const { numerator, denominator } of counts) {
    sums.numerator += numerator;
    sums.denominator += denominator;
    items.count += 1;
    items.denominatorSquares += denominator ** 2;
    items.denominatorCubes += denominator ** 3;
    items.numeratorSquares += numerator ** 2;
    items.products += denominator * numerator;
  }
  return { ...sums, items };
}
