import type { StoreArms } from '../arms.js';
import { type Estimand, usesEveryStore } from './estimand.js';
import { type RateRatio, rateRatioEstimate, rateRatioValue } from './rate-ratio.js';

/**
 * Mantel-Haenszel rate ratio: both arms' rates with the weights N_a N_h / (N_a + N_h). Compares within the store, and
 * big stores count more; unlike the ratio of pooled sums it is not moved by how traffic is shared between the arms.
 *
 * @see Rothman & Greenland, "Modern Epidemiology", 2nd ed. 1998, chapter 15
 */
export const trafficWeighted: Estimand<RateRatio> = {
  needsBaseline: false,
  whyNot: usesEveryStore,
  estimate: (stores, sample, note) => rateRatioEstimate(stores, mantelHaenszelWeight, { sample, note }),
  value: (stores) => rateRatioValue(stores, mantelHaenszelWeight),
};

const mantelHaenszelWeight = ({ ai, human }: StoreArms) =>
  (ai.denominator * human.denominator) / (ai.denominator + human.denominator);
