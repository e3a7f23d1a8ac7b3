import { withNote } from '../../estimate.js';
import { rateRatio, type StoreArms } from '../arms.js';
import { type Sample, tooFewToAverage } from '../sample.js';
import { noStoresEstimate } from '../stores-estimate.js';
import { noAiNumerator } from '../variance/log-ratio-variance.js';
import type { Estimand } from './estimand.js';
import { meanOverStores, noStores, withinOfLogRatios } from './mean-over-stores.js';

/**
 * The geometric-mean store: exp(mean of ln(1 + r_s)) - 1. Symmetric in AI and human, robust to one lucky small
 * store; it tilts against the arm with fewer items or counts. `standardError` is on the log scale; value and bounds
 * are not. Leaves out stores without an AI numerator; withheld with few counts in either arm.
 */
export const logRatio: Estimand = {
  needsBaseline: true,
  whyNot: ({ ai }: StoreArms, { settings }: Sample) =>
    ai.numerator > 0 ? null : noAiNumerator(settings.words),
  estimate: (stores, sample, note) => {
    if (stores.length === 0) return noStores(note);
    const tooFew = tooFewToAverage(stores, sample);
    if (tooFew !== null) return noStoresEstimate(withNote(noLogRatios(tooFew), note), stores.length);
    const values = stores.map((store) => Math.log(rateRatio(store)));
    const within = withinOfLogRatios(stores);
    const mean = { values, within, toLift: Math.expm1, note, withheld: null };
    return meanOverStores(stores, mean, sample);
  },
  value: (stores, sample) => {
    if (stores.length === 0 || tooFewToAverage(stores, sample) !== null) return null;
    return Math.expm1(stores.reduce((sum, store) => sum + Math.log(rateRatio(store)), 0) / stores.length);
  },
};

/** @param tooFew as `tooFewToAverage` gives it */
export const noLogRatios = (tooFew: string) => `No estimate: ${tooFew}, too few to average log ratios.`;
