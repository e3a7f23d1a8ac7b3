import { chiSquareUpperTail, tCritical } from '../../distributions.js';
import { type EstimateOverStores, noStores, storeMeanEstimate } from '../../estimate.js';
import { type MetricWords, rateRatio, type StoreArms } from '../arms.js';
import { leaveOut } from '../exclusion.js';
import { logRatioVariance } from '../log-ratio-variance.js';
import type { SameStoreSettings } from '../settings.js';

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
 * knows. Interval with the Hartung-Knapp-Sidik-Jonkman standard error, not floored at the
 * DerSimonian-Laird one, and t_{S - 1}; prediction interval mu +- t_{S - 2} sqrt(tau2 + SE_DL^2).
 * `standardError` and `tau2` are on the log scale; value, bounds and prediction are lifts.
 *
 * @param stores not excluded; those without a finite log ratio or a known variance are left out and named
 *        in `reason`
 * @see DerSimonian & Laird, Controlled Clinical Trials 7, 1986; Hartung & Knapp, Statistics in Medicine 20,
 *      2001; Higgins, Thompson & Spiegelhalter, JRSS A 172, 2009 (prediction)
 */
export function randomEffects(stores: readonly StoreArms[], settings: SameStoreSettings): RandomEffects {
  const { confidence, words } = settings;
  const { kept, note } = leaveOut(stores, (store) => whyNotRandomEffects(store, words));
  if (kept.length === 0) return { ...noStores(note), ...UNKNOWN_HETEROGENEITY, ...noPrediction };

  const effects = kept.map((store) => ({
    effect: Math.log(rateRatio(store)),
    variance: logRatioVariance(store, words).value!,
  }));
  const several = effects.length > 1;
  const heterogeneity = several ? heterogeneityOf(effects) : UNKNOWN_HETEROGENEITY;
  const tau2 = heterogeneity.tau2 ?? 0;
  const { center, weight, squares } = weightedMean(effects, tau2);
  const estimate = storeMeanEstimate({
    center,
    standardError: several ? Math.sqrt(squares / ((effects.length - 1) * weight)) : null,
    stores: effects.length,
    confidence,
    toLift: Math.expm1,
    note,
  });
  const spread = Math.sqrt(tau2 + 1 / weight);
  return { ...estimate, ...heterogeneity, ...prediction(center, spread, effects.length, confidence) };
}

/** Why a store that is not excluded has no weight; null if it has one. */
export const whyNotRandomEffects = (store: StoreArms, words: MetricWords): string | null =>
  logRatioVariance(store, words).reason;

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
function heterogeneityOf(effects: readonly Effect[]): Heterogeneity {
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
    predictionUpper: Math.expm1(center + halfWidth),
    predictionReason: null,
  };
}

const UNKNOWN_HETEROGENEITY: Heterogeneity = { tau2: null, q: null, qPValue: null, iSquared: null };

const noPrediction: Prediction = {
  predictionLower: null,
  predictionUpper: null,
  predictionReason: 'A prediction for the next store needs at least three stores.',
};
