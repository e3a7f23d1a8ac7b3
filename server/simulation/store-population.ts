/**
 * A population of stores, from which each world draws its own. Rates are clicks per impression, or any
 * other successes per chance (orders per click).
 *
 * Store s has traffic T_s, a human rate h_s and a ratio AI rate / human rate rho_s:
 *   ln T_s   = ln medianTraffic + trafficSpread z1
 *   ln h_s   = ln medianHumanRate + humanRateSpread z2
 *   ln rho_s = medianLogRatio + effectSpread z3 + effectPerTraffic z1
 * with z1, z2, z3 independent standard normals: traffic is heavy-tailed, and the effect may go with it.
 */
export interface StorePopulation {
  /** Impressions of both arms together of the median store. */
  readonly medianTraffic: number;
  /** Standard deviation of ln traffic; 1 makes the top tenth of the stores hold about 40 % of it. */
  readonly trafficSpread: number;
  /** Share of a store's traffic that its AI-generated items get, uniform over the stores in [from, to]. */
  readonly aiTrafficShare: { readonly from: number; readonly to: number };
  /** Human rate of the median store, in (0, 1). */
  readonly medianHumanRate: number;
  /** Standard deviation of the log human rate over stores. */
  readonly humanRateSpread: number;
  /** Logarithm of the median store's ratio; ln 1.15 for a median lift of 15 %. */
  readonly medianLogRatio: number;
  /** Standard deviation over stores of the log ratio that has nothing to do with traffic. */
  readonly effectSpread: number;
  /** Change of the log ratio per standard deviation of log traffic; 0 makes the effect independent of it. */
  readonly effectPerTraffic: number;
  /** Items of each origin in a store, at least 1. */
  readonly itemsPerArm: number;
  /** Standard deviation of an item's log appeal; appeal multiplies its store's rate and has mean 1. */
  readonly itemSpread: number;
}

/** True lifts of a population, as fractions: what each estimand estimates. */
export interface TrueLifts {
  /** Mean of rho_s - 1 over stores. */
  readonly equalWeight: number;
  /** exp(mean of ln rho_s) - 1, the median store. */
  readonly logRatio: number;
  /** Lift of all traffic pooled: stores count by their traffic. */
  readonly trafficWeighted: number;
}

/**
 * The true lifts in closed form, from the moments of the lognormal: E e^{a z} = e^{a^2 / 2}, and weighing
 * by e^{b z} shifts z by b. The human rate does not go with the effect, so that it cancels.
 */
export function trueLifts(population: Effects): TrueLifts {
  const { medianLogRatio, effectSpread, effectPerTraffic, trafficSpread } = population;
  const logMean = medianLogRatio + (effectSpread ** 2 + effectPerTraffic ** 2) / 2;
  return {
    equalWeight: Math.expm1(logMean),
    logRatio: Math.expm1(medianLogRatio),
    trafficWeighted: Math.expm1(logMean + effectPerTraffic * trafficSpread),
  };
}

type Effects = Pick<
  StorePopulation,
  'medianLogRatio' | 'effectSpread' | 'effectPerTraffic' | 'trafficSpread'
>;
