import { chiSquareUpperTail, tCritical } from '../../distributions.js';
import { withNote } from '../../estimate.js';
import { rateRatio, type StoreArms } from '../arms.js';
import { type Sample, tooFewToAverage } from '../sample.js';
import { storeLift } from '../store-lift.js';
import {
  type EstimateOverStores,
  noStoresEstimate,
  oneStoreEstimate,
  storesEstimate,
} from '../stores-estimate.js';
import { logRatioVariance, whyNoItemVariance, whyNoVariance } from '../variance/log-ratio-variance.js';
import type { Estimand } from './estimand.js';
import { noLogRatios } from './log-ratio.js';
import { noStores } from './mean-over-stores.js';
import { moreThanThereCanBe } from './more-than-there-can-be.js';

/** How much the stores differ beyond chance; null below two stores. */
interface Heterogeneity {
  /** Variance of the true log ratios over stores (DerSimonian-Laird), at least 0. */
  readonly tau2: number | null;
  /** Cochran's Q, chi-square with S - 1 degrees of freedom if all stores had the same ratio. */
  readonly q: number | null;
  readonly qPValue: number | null;
  /** Share of the spread that is not chance, in [0, 1). */
  readonly iSquared: number | null;
}

/** Where the lift of the next store lies; null below three stores, with a reason. */
interface Prediction {
  readonly predictionLower: number | null;
  readonly predictionUpper: number | null;
  readonly predictionReason: string | null;
}

export type RandomEffects = EstimateOverStores & Heterogeneity & Prediction;

/**
 * Meta-analysis of the stores' log ratios: weights 1 / (v_s + tau2), so that a store counts as much as it
 * knows, with v_s of its counts and of the items of all stores. Interval with the
 * Hartung-Knapp-Sidik-Jonkman standard error, not floored at the DerSimonian-Laird one, and t_{S - 1}, or with
 * 1 / sqrt(sum w) and z if that is wider; prediction interval mu +- t_{S - 2} sqrt(tau2 + SE_DL^2).
 * `standardError` and `tau2` are on the log scale; value, bounds and prediction are lifts.
 *
 * Leaves out stores without a finite log ratio or a known variance; withheld with few counts in either arm, or if it is
 * unknown how much items differ.
 *
 * @see DerSimonian & Laird, Controlled Clinical Trials 7, 1986; Hartung & Knapp, Statistics in Medicine 20,
 *      2001; Higgins, Thompson & Spiegelhalter, JRSS A 172, 2009 (prediction)
 */
export const randomEffects: Estimand<RandomEffects> = {
  needsBaseline: true,
  whyNot: (store, { settings: { words } }) => whyNoVariance(store, words) ?? moreThanThereCanBe(store, words),
  estimate: (stores, sample, note) => {
    if (stores.length === 0) return { ...noStores(note), ...UNKNOWN_HETEROGENEITY, ...noPrediction };
    const withheld = whyWithheld(stores, sample);
    if (withheld !== null) return noRandomEffects(withNote(withheld, note), stores.length);
    return stores.length === 1 ? ofOneStore(stores[0]!, sample, note) : ofStores(stores, sample, note);
  },
  value: (stores, sample) => randomEffects.estimate(stores, sample, null).value,
};

function whyWithheld(stores: readonly StoreArms[], sample: Sample): string | null {
  if (stores.length < 2) return null;
  const tooFew = tooFewToAverage(stores, sample);
  if (tooFew !== null) return noLogRatios(tooFew);
  const { words } = sample.settings;
  for (const store of stores) {
    const reason = whyNoItemVariance(store, sample.pooledItemVariance, words);
    if (reason !== null) return `No estimate: ${reason}.`;
  }
  return null;
}

const ofOneStore = (store: StoreArms, sample: Sample, note: string | null): RandomEffects => ({
  ...oneStoreEstimate(rateRatio(store) - 1, storeLift(store, sample), note),
  ...UNKNOWN_HETEROGENEITY,
  ...noPrediction,
});

function ofStores(stores: readonly StoreArms[], sample: Sample, note: string | null): RandomEffects {
  const effects = stores.map((store) => ({
    effect: Math.log(rateRatio(store)),
    variance: logRatioVariance(store, sample.pooledItemVariance).value,
  }));
  const { confidence } = sample.settings;
  const heterogeneity = heterogeneityOf(effects);
  const { center, weight, squares } = weightedMean(effects, heterogeneity.tau2);
  const estimate = storesEstimate({
    center,
    between: Math.sqrt(squares / ((effects.length - 1) * weight)),
    within: 1 / Math.sqrt(weight),
    stores: effects.length,
    confidence,
    toLift: Math.expm1,
    note,
    withheld: null,
  });
  const spread = Math.sqrt(heterogeneity.tau2 + 1 / weight);
  return { ...estimate, ...heterogeneity, ...prediction(center, spread, effects.length, confidence) };
}

interface Effect {
  readonly effect: number;
  readonly variance: number;
}

/** Weighted mean of the effects, the sum of the weights, and the weighted sum of squares around the mean. */
function weightedMean(effects: readonly Effect[], tau2: number) {
  const weights = effects.map(({ variance }) => 1 / (variance + tau2));
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const center = effects.reduce((sum, { effect }, i) => sum + weights[i]! * effect, 0) / weight;
  const squares = effects.reduce((sum, { effect }, i) => sum + weights[i]! * (effect - center) ** 2, 0);
  return { center, weight, squares };
}

/** Q, its p-value, tau2 and I^2 from the fixed-effect weights 1 / v_s. */
function heterogeneityOf(effects: readonly Effect[]) {
  const degreesOfFreedom = effects.length - 1;
  const { weight, squares: q } = weightedMean(effects, 0);
  const squaredWeights = effects.reduce((sum, { variance }) => sum + variance ** -2, 0);
  const excess = Math.max(0, q - degreesOfFreedom);
  return {
    tau2: excess / (weight - squaredWeights / weight),
    q,
    qPValue: chiSquareUpperTail(q, degreesOfFreedom),
    iSquared: excess === 0 ? 0 : excess / q,
  };
}

function prediction(center: number, spread: number, stores: number, confidence: number): Prediction {
  if (stores < 3) return noPrediction;
  const halfWidth = tCritical(confidence, stores - 2) * spread;
  return {
    predictionLower: Math.expm1(center - halfWidth),
    predictionUpper: Math.min(Number.MAX_VALUE, Math.expm1(center + halfWidth)),
    predictionReason: null,
  };
}

const UNKNOWN_HETEROGENEITY: Heterogeneity = { tau2: null, q: null, qPValue: null, iSquared: null };

const noPrediction: Prediction = {
  predictionLower: null,
  predictionUpper: null,
  predictionReason: 'A prediction for the next store needs at least three stores.',
};

/** Nothing, for a reason that holds for the prediction as well. */
export const noRandomEffects = (reason: string, stores: number): RandomEffects => ({
  ...noStoresEstimate(reason, stores),
  ...UNKNOWN_HETEROGENEITY,
  ...noPrediction,
  predictionReason: reason,
});
