import { normalCritical, tCritical } from '../distributions.js';
import { type Estimate, noEstimate, pointEstimate } from '../estimate.js';
import { type Arm, rate, requireStoreArms } from '../same-store/arms.js';
import type { SameStoreSettings } from '../same-store/settings.js';
import {
  itemVarianceSource,
  relativeRateVariance,
  type VarianceSource,
  whyNoItemVariance,
  whyNoVerdict,
} from '../same-store/variance/log-ratio-variance.js';
import type { PooledItemVariance } from '../same-store/variance/pooled-item-variance.js';
import { countInterval, type ItemCounts } from './count-interval.js';

/** What an item is compared with. */
export interface ItemBaseline {
  /** The human-designed items of its store. */
  readonly human: Arm;
  /** How much human-designed items differ, over all stores. */
  readonly pooled: PooledItemVariance['human'];
}

/** The lift of one item. */
export type ItemLift = Estimate & {
  /** Null without an interval. */
  readonly varianceFrom: VarianceSource | null;
};

/**
 * The lift of one item against the human-designed items of its store, r = item rate / human rate - 1. The question is
 * about this very item, so that only its count is uncertain, with the interval [l, u] of `countInterval`; of the human
 * rate both its counts are and which items these are, with the relative variance V. The interval combines both by the
 * method of variance estimates recovery on the log scale: ln r - sqrt(ln(p / l)^2 + t^2 V) and
 * ln r + sqrt(ln(u / p)^2 + t^2 V). An item whose numerator is 0 has a value of -1, and u exp(t sqrt(V)) over the human
 * rate as its upper bound, which is wide rather than narrow.
 *
 * @returns null with a reason where there is no baseline or no traffic; without a p-value, and so without a verdict, if
 *   it is unknown how much human-designed items differ
 * @throws {RangeError} if a total is NaN, infinite or negative
 * @see Zou & Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in
 *      Medicine 27, 2008
 */
export function itemLift(
  item: ItemCounts,
  { human, pooled }: ItemBaseline,
  settings: SameStoreSettings,
): ItemLift {
  requireStoreArms({ ai: { ...item, items: null }, human });
  const { words, confidence } = settings;
  const reason = whyNoItemBaseline(human, settings) ?? whyNoItemTraffic(item, settings);
  if (reason !== null) return { ...noEstimate(reason), varianceFrom: null };
  const ratio = rate(item) / rate(human);
  const store = { ai: { ...item, items: null }, human };
  const pool = { ai: OF_ITSELF, human: pooled };
  const unknown = whyNoItemVariance(store, pool, words);
  if (unknown !== null)
    return { ...pointEstimate(ratio - 1, `No interval: ${unknown}.`), varianceFrom: null };

  const comparison = { item, human, pooled, ratio };
  const interval = { value: ratio - 1, ...boundsAt(comparison, confidence), standardError: null };
  const { from, unknown: unknownArms } = itemVarianceSource(store, pool);
  const unjudged = whyNoVerdict(unknownArms);
  return unjudged === null
    ? { ...interval, pValue: pValueOf(comparison), reason: null, varianceFrom: from }
    : { ...interval, pValue: null, reason: unjudged, varianceFrom: from };
}

/** One item, not a draw of items: exactly 0. */
const OF_ITSELF: PooledItemVariance['ai'] = { variance: 0, degreesOfFreedom: Number.POSITIVE_INFINITY };

interface Comparison extends ItemBaseline {
  readonly item: ItemCounts;
  /** Of the rates. */
  readonly ratio: number;
}

/** Ends of the interval of a lift. */
function boundsAt({ item, human, pooled, ratio }: Comparison, confidence: number) {
  const { lower, upper } = countInterval(item, confidence);
  const own = rate(item);
  const ofHuman = criticalOf(pooled, confidence) * Math.sqrt(relativeRateVariance(human, pooled));
  const center = Math.log(ratio);
  const reach = (log: number) => Math.sqrt(log ** 2 + ofHuman ** 2);
  return {
    lower: lower === 0 ? -1 : Math.expm1(center - reach(Math.log(own / lower))),
    upper: Math.min(
      Number.MAX_VALUE,
      own === 0
        ? Math.expm1(Math.log(upper / rate(human)) + ofHuman)
        : Math.expm1(center + reach(Math.log(upper / own))),
    ),
  };
}

const criticalOf = ({ degreesOfFreedom }: ItemBaseline['pooled'], confidence: number) =>
  degreesOfFreedom === 0 ? normalCritical(confidence) : tCritical(confidence, degreesOfFreedom);

/** Halvings of the logarithm of a p-value, which leave less than a millionth of it. */
const HALVINGS = 26;
const SMALLEST_P_VALUE = 1e-12;

/** The alpha at which the interval ends at zero, by bisection; the smallest one stands for "or less". */
function pValueOf(comparison: Comparison): number {
  const excludesZero = (logAlpha: number) => {
    const { lower, upper } = boundsAt(comparison, -Math.expm1(logAlpha));
    return lower > 0 || upper < 0;
  };
  let [low, high] = [Math.log(SMALLEST_P_VALUE), 0];
  if (excludesZero(low)) return SMALLEST_P_VALUE;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (excludesZero(middle)) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}

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
