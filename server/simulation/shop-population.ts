import { type StorePopulation, type TrueLifts, trueLifts } from './store-population.js';

/**
 * One outcome of a population of shops, clicks per impression say. Log rates and log ratios are normal over the
 * shops and independent of each other and of traffic.
 *
 * @see StorePopulation for the fields
 */
export type OutcomePopulation = Pick<
  StorePopulation,
  'medianHumanRate' | 'humanRateSpread' | 'medianLogRatio' | 'effectSpread'
>;

export const OUTCOMES = ['searchCtr', 'recommendationCtr', 'conversion'] as const;

/** What a visit to a shop can come to: clicks per impression in either list, and orders per click. */
export type Outcome = (typeof OUTCOMES)[number];

/** A population of shops that show items in lists, from which each world draws its own. */
export interface ShopPopulation {
  readonly outcomes: Readonly<Record<Outcome, OutcomePopulation>>;
  /** Standard deviation over shops of ln traffic. */
  readonly trafficSpread: number;
  /** A shop's number of items grows with this power of its traffic. */
  readonly itemsPerTraffic: number;
  /** Share of AI-generated items in a shop, uniform over the shops in [from, to]. */
  readonly aiItemShare: { readonly from: number; readonly to: number };
  /** Standard deviation of the log popularity of an item, i.e. of how often it is shown. */
  readonly popularitySpread: number;
  /** Standard deviation of the log appeal of an item, which multiplies the rate of its arm. */
  readonly appealSpread: number;
  /** Share of ordered items that are sent back some day, of either origin. */
  readonly returnRate: number;
}

/** Population means of the lifts of one outcome, as fractions. Traffic plays no part, so that two of them agree. */
export const trueOutcomeLifts = (outcome: OutcomePopulation): TrueLifts =>
  trueLifts({
    ...outcome,
    effectPerTraffic: 0,
    effectPerRate: 0,
    trafficSpread: 0,
    aiShareFollowsRate: false,
  });

/** The median log ratio that makes the mean lift over shops `meanLift`: E e^z = e^(mean + spread^2 / 2). */
export const medianLogRatioFor = (meanLift: number, effectSpread: number): number =>
  Math.log1p(meanLift) - effectSpread ** 2 / 2;
