import { ARM_NAMES, type MetricWords } from '../arms.js';
import { expectedCount } from '../sample.js';
import type { Estimand } from './estimand.js';
import { type RateRatio, rateRatioEstimate, rateRatioValue } from './rate-ratio.js';

/** Counts an arm must expect: with fewer, its rate is mostly a zero or an accident. */
const MINIMUM_EXPECTED = 1;

/**
 * Ratio of the average rates (cluster-average rate ratio): mean of the AI rates over mean of the human rates, every
 * store's rates once; stores with higher human rates weigh more in the lift. Unbiased by few counts or items.
 *
 * @see Donner & Klar, "Design and Analysis of Cluster Randomization Trials", 2000; the estimating equation of a log
 *      link with weights of 1 / cluster size
 */
export const averageRates: Estimand<RateRatio> = {
  needsBaseline: false,
  whyNot: (store, sample) =>
    ARM_NAMES.some((arm) => expectedCount(store, arm, sample) < MINIMUM_EXPECTED)
      ? tooLittleTraffic(sample.settings.words)
      : null,
  estimate: (stores, sample, note) => rateRatioEstimate(stores, () => 1, { sample, note }),
  value: (stores) => rateRatioValue(stores, () => 1),
};

const tooLittleTraffic = ({ counted, denominator }: MetricWords) =>
  `too few ${denominator} in an arm to expect any ${counted}`;
