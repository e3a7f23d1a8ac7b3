import type { RandomStream } from '../random/index.js';
import type { SimulatedItem, SimulatedStore } from './draw-stores.js';

/** What was seen of an item, or of a whole arm: clicks (or other successes) of impressions. */
export interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}

/** One world's observations of a store. */
export interface StoreCounts {
  readonly ai: Counts;
  readonly human: Counts;
}

/** Clicks of an item: binomial with its true rate. */
const drawItemCounts = ({ impressions, rate }: SimulatedItem, draws: RandomStream): Counts => ({
  numerator: draws.binomial(impressions, rate),
  denominator: impressions,
});

/** What a store's two arms show, item by item added up. */
export const drawStoreCounts = (
  { aiItems, humanItems }: SimulatedStore,
  draws: RandomStream,
): StoreCounts => ({
  ai: drawArm(aiItems, draws),
  human: drawArm(humanItems, draws),
});

function drawArm(items: readonly SimulatedItem[], draws: RandomStream): Counts {
  let numerator = 0;
  let denominator = 0;
  for (const item of items) {
    const counts = drawItemCounts(item, draws);
    numerator += counts.numerator;
    denominator += counts.denominator;
  }
  return { numerator, denominator };
}
