import { rateRatio, type StoreArms } from '../arms.js';
import { nothingOfAi, type Sample, tooFewToAverage } from '../sample.js';
import { type Estimand, usesEveryStore } from './estimand.js';
import { meanOverStores, withinOfRatios } from './mean-over-stores.js';

/**
 * The paper's online metric: the mean of r_s = AI rate / human rate - 1, every store with the same
 * weight. Answers "what does a store gain on average". `standardError` is on the scale of the lift.
 *
 * A ratio is biased upwards by about (1 + r_s) Var(human rate) / rate^2, so that its interval is withheld if stores
 * have few counts; it also runs high with few items: see `biasCorrected` and `averageRates`.
 *
 * @see "Sell It Before You Make It", arXiv 2503.22182, online evaluation
 */
export const equalWeight: Estimand = {
  needsBaseline: true,
  whyNot: usesEveryStore,
  estimate: (stores, sample, note) =>
    meanOverStores(
      stores,
      {
        values: stores.map((store) => rateRatio(store) - 1),
        within: withinOfRatios(stores),
        toLift: (lift) => lift,
        note,
        withheld: whyWithheld(stores, sample),
      },
      sample,
    ),
  value: (stores) =>
    stores.length === 0 ? null : stores.reduce((sum, store) => sum + rateRatio(store), 0) / stores.length - 1,
};

function whyWithheld(stores: readonly StoreArms[], sample: Sample): string | null {
  if (stores.length > 0 && stores.every(({ ai }) => ai.numerator === 0)) return nothingOfAi(sample);
  const tooFew = tooFewToAverage(stores, sample);
  return tooFew === null ? null : `No interval or verdict: ${tooFew}. With so few, the value runs high.`;
}
