/** Whole numbers or fractions from `from` to `to`, both included. */
export interface Spread {
  readonly from: number;
  readonly to: number;
}

/**
 * A population of stores, from which each world draws its own. Rates are clicks per impression, or any
 * other successes per chance (orders per click).
 *
 * Store s has traffic T_s, a human rate h_s and a ratio AI rate / human rate rho_s:
 *   ln T_s   = ln medianTraffic + trafficSpread z1
 *   ln h_s   = ln medianHumanRate + humanRateSpread z2
 *   ln rho_s = medianLogRatio + effectSpread z3 + effectPerTraffic z1 + effectPerRate z2
 * with z1, z2, z3 independent standard normals: traffic is heavy-tailed, and the effect may go with it, or with the
 * rate.
 */
export interface StorePopulation {
  /** Impressions of both arms together of the median store. */
  readonly medianTraffic: number;
  /** Standard deviation of ln traffic; 1 makes the top tenth of the stores hold about 40 % of it. */
  readonly trafficSpread: number;
  /** Share of a store's traffic that its AI-generated items get, spread over the stores within these bounds. */
  readonly aiTrafficShare: Spread;
  /** Whether that share rises with the store's human rate (z2); if not, it is uniform and independent. */
  readonly aiShareFollowsRate: boolean;
  /** Human rate of the median store, in (0, 1). */
  readonly medianHumanRate: number;
  /** Standard deviation of the log human rate over stores; 1.175 puts 95 % of them within a factor of 100. */
  readonly humanRateSpread: number;
  /** Logarithm of the median store's ratio; ln 1.15 for a median lift of 15 %. */
  readonly medianLogRatio: number;
  /** Standard deviation over stores of the log ratio that has nothing to do with traffic or rate. */
  readonly effectSpread: number;
  /** Change of the log ratio per standard deviation of log traffic; 0 makes the effect independent of it. */
  readonly effectPerTraffic: number;
  /** Change of the log ratio per standard deviation of the log human rate. */
  readonly effectPerRate: number;
  /** AI-generated items in a store, a whole number uniform within these bounds, from 1. */
  readonly aiItems: Spread;
  /** Human-designed items in a store, likewise. */
  readonly humanItems: Spread;
  /** Standard deviation of an item's log appeal; appeal multiplies its store's rate and has mean 1. */
  readonly itemSpread: number;
  /** Standard deviation of an item's log popularity, i.e. of how the traffic of an arm is shared out; 0: evenly. */
  readonly popularitySpread: number;
}

/** True lifts of a population, as fractions: what each estimand estimates. */
export interface TrueLifts {
  /** Mean of the AI rates over the mean of the human rates, over stores, less 1. */
  readonly averageRates: number;
  /** Mean of rho_s - 1 over stores. */
  readonly equalWeight: number;
  /** exp(mean of ln rho_s) - 1, the median store. */
  readonly logRatio: number;
  /** The ratio of the mean rates if a store counts by N_a N_h / (N_a + N_h), less 1. */
  readonly trafficWeighted: number;
}

/**
 * The true lifts in closed form, from the moments of the lognormal: E e^{a z} = e^{a^2 / 2}, and weighing
 * by e^{b z} shifts z by b. averageRates weighs rho by h, and trafficWeighted by T h a (1 - a), with a the AI share of
 * the traffic: a matters only if it goes with the rate and the effect does too.
 *
 * @throws {RangeError} if both do, for which there is no closed form
 */
export function trueLifts(population: Effects): TrueLifts {
  const { medianLogRatio, effectSpread, effectPerTraffic, effectPerRate } = population;
  if (population.aiShareFollowsRate && effectPerRate !== 0)
    throw new RangeError('No closed form if both the effect and the AI share go with the rate.');
  const logMean = medianLogRatio + (effectSpread ** 2 + effectPerTraffic ** 2 + effectPerRate ** 2) / 2;
  const byRate = logMean + effectPerRate * population.humanRateSpread;
  return {
    averageRates: Math.expm1(byRate),
    equalWeight: Math.expm1(logMean),
    logRatio: Math.expm1(medianLogRatio),
    trafficWeighted: Math.expm1(byRate + effectPerTraffic * population.trafficSpread),
  };
}

type Effects = Pick<
  StorePopulation,
  | 'medianLogRatio'
  | 'effectSpread'
  | 'effectPerTraffic'
  | 'effectPerRate'
  | 'trafficSpread'
  | 'humanRateSpread'
  | 'aiShareFollowsRate'
>;
