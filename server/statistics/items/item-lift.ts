import { noEstimate, pointEstimate } from '../estimate.js';
import { type Arm, requireStoreArms } from '../same-store/arms.js';
import type { SameStoreSettings } from '../same-store/settings.js';
import { type StoreLift, storeLift } from '../same-store/store-lift.js';
import type { PooledItemVariance } from '../same-store/variance/pooled-item-variance.js';

/** What an item is compared with. */
export interface ItemBaseline {
  /** The human-designed items of its store. */
  readonly human: Arm;
  /** How much human-designed items differ, over all stores. */
  readonly pooled: PooledItemVariance['human'];
}

/** Counts of one item. */
export type ItemCounts = Pick<Arm, 'numerator' | 'denominator'>;

/**
 * The lift of one item against the human-designed items of its store, r = item rate / human rate - 1, with
 * exp(ln(1 + r) +- t_df sqrt(V)) - 1. V is the variance of the item's count, (1 - p) / c, since the question is about
 * this very item, and of the human rate, of its counts and of which items these are. `standardError` is on the log scale.
 *
 * @returns null with a reason where there is no baseline or no traffic; a value of -1 without an interval for an item
 *   whose numerator is 0
 * @throws {RangeError} if a total is NaN, infinite or negative
 */
export function itemLift(
  item: ItemCounts,
  { human, pooled }: ItemBaseline,
  settings: SameStoreSettings,
): StoreLift {
  const store = { ai: { ...item, items: null }, human };
  requireStoreArms(store);
  const { words } = settings;
  const reason = whyNoItemBaseline(human, settings) ?? whyNoItemTraffic(item, settings);
  if (reason !== null) return { ...noEstimate(reason), ...NO_VARIANCE };
  if (item.numerator === 0)
    return { ...pointEstimate(-1, `No interval: this item has no ${words.numerator}.`), ...NO_VARIANCE };
  return storeLift(store, {
    settings: { ...settings, minimumDenominator: 0 },
    pooledItemVariance: { ai: OF_ITSELF, human: pooled },
    pooledRate: null,
  });
}

const NO_VARIANCE = { degreesOfFreedom: null, varianceFrom: null } as const;

/** One item, not a draw of items: exactly 0. */
const OF_ITSELF: PooledItemVariance['ai'] = { variance: 0, degreesOfFreedom: Number.POSITIVE_INFINITY };

/** Why no item of a store has a lift; null if human-designed items are a baseline. */
export function whyNoItemBaseline(
  human: ItemCounts,
  { minimumDenominator, words }: SameStoreSettings,
): string | null {
  if (human.denominator === 0)
    return `No baseline: human-designed items of this store have no ${words.denominator}.`;
  if (human.denominator < minimumDenominator)
    return `No baseline: human-designed items of this store have fewer than ${minimumDenominator} ${words.denominator}, the minimum traffic.`;
  return human.numerator === 0
    ? `No baseline: human-designed items of this store have no ${words.numerator}.`
    : null;
}

const whyNoItemTraffic = ({ denominator }: ItemCounts, { words }: SameStoreSettings): string | null =>
  denominator === 0 ? `This item has no ${words.denominator}.` : null;
