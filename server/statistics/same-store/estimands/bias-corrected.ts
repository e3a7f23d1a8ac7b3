import { withNote } from '../../estimate.js';
import { rate, rateRatio, type StoreArms } from '../arms.js';
import { type Sample, tooFewCounts } from '../sample.js';
import { noStoresEstimate } from '../stores-estimate.js';
import { rateVariances } from '../variance/arm-variance.js';
import type { Estimand } from './estimand.js';
import { meanOverStores, noStores, withinOfRatios } from './mean-over-stores.js';
import { moreThanThereCanBe } from './more-than-there-can-be.js';

/**
 * `equalWeight` without its ratio bias to first order: the mean of r_s - (1 + r_s) v_h / p_h^2 with p_h the human
 * rate and v_h its variance, of counts or items, whichever is larger. Same target. `standardError` is on the scale of
 * the lift. Withheld if the correction cannot be trusted: with few human counts, or where it exceeds the ratios.
 *
 * @see Cochran, "Sampling Techniques", 3rd ed. 1977, section 6.8 (bias of the ratio estimate)
 */
export const biasCorrected: Estimand = {
  needsBaseline: true,
  whyNot: whyNotBiasCorrected,
  estimate: (stores, sample, note) => {
    if (stores.length === 0) return noStores(note);
    const values = stores.map(corrected);
    const withheld = whyWithheld(stores, values, sample);
    if (withheld !== null) return noStoresEstimate(withNote(withheld, note), stores.length);
    const mean = { values, within: withinOfRatios(stores), toLift: (lift: number) => lift, note, withheld };
    return meanOverStores(stores, mean, sample);
  },
  value: (stores, sample) => {
    const values = stores.map(corrected);
    return stores.length === 0 || whyWithheld(stores, values, sample) !== null ? null : meanOf(values);
  },
};

function whyNotBiasCorrected(store: StoreArms, { settings: { words } }: Sample): string | null {
  const isUnknown = rateVariances(store).human === null;
  return (
    moreThanThereCanBe(store, words) ?? (isUnknown ? `squares of ${words.numerator} were not kept` : null)
  );
}

function corrected(store: StoreArms): number {
  const ratio = rateRatio(store);
  return ratio - 1 - (ratio * rateVariances(store).human!) / rate(store.human) ** 2;
}

/** Sums of thousands of lifts are right to about this. */
const ROUNDING = 1e-9;

function whyWithheld(stores: readonly StoreArms[], values: readonly number[], sample: Sample): string | null {
  const tooFew = tooFewCounts(stores, ['human'], sample);
  if (tooFew !== null) return `No estimate: ${tooFew}, too few to correct a ratio.`;
  return meanOf(values) <= -1 + ROUNDING
    ? 'No estimate: the correction is as large as the ratio that it corrects.'
    : null;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
