import { normalCritical, normalDensity, normalLowerTail } from '../distributions.js';
import { areFinite, TOO_EXTREME } from './effect.js';

/** What is believed of an effect before the data: a normal distribution. */
export interface Prior {
  readonly mean: number;
  /** Positive. */
  readonly standardDeviation: number;
  /** Whether it is of the effect relative to |control|; else of the absolute difference. */
  readonly relative: boolean;
}

/** What is believed of the effect given the data. Null, with a reason, if it cannot be computed. */
export interface Posterior {
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  /** Central credible interval. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Probability that the treatment is better than the control. */
  readonly chanceToWin: number | null;
  /** Expected loss, on the scale of `mean`, if the control is chosen. */
  readonly riskControl: number | null;
  /** The same if the treatment is chosen. */
  readonly riskTreatment: number | null;
  readonly reason: string | null;
}

export const noPosterior = (reason: string): Posterior => ({
  mean: null,
  standardDeviation: null,
  lower: null,
  upper: null,
  chanceToWin: null,
  riskControl: null,
  riskTreatment: null,
  reason,
});

/** How a posterior is made and read. */
export interface PosteriorSettings {
  /** Of the effect, on the scale it is estimated on; null: flat. */
  readonly prior: Pick<Prior, 'mean' | 'standardDeviation'> | null;
  /** Of the credible interval. */
  readonly confidence: number;
  /** Whether less is better: exchanges chance and risks, never the sign of the effect. */
  readonly lowerIsBetter: boolean;
}

/**
 * Normal posterior of an effect whose estimate is normal. With a flat prior its interval is the confidence interval with
 * normal quantiles. It allows for one look, not for stopping when it looks good.
 *
 * @param value estimated effect
 * @param variance of the estimate, positive
 * @see Stucchio, "Bayesian A/B Testing at VWO", 2015 (chance to win and expected loss)
 */
export function posteriorOf(
  value: number,
  variance: number,
  { prior, confidence, lowerIsBetter }: PosteriorSettings,
): Posterior {
  const ofPrior = prior === null ? 0 : 1 / prior.standardDeviation ** 2;
  const precision = 1 / variance + ofPrior;
  const mean = (value / variance + (prior?.mean ?? 0) * ofPrior) / precision;
  const standardDeviation = Math.sqrt(1 / precision);
  const halfWidth = normalCritical(confidence) * standardDeviation;
  const gain = expectedPart(mean, standardDeviation);
  const loss = expectedPart(-mean, standardDeviation);
  const chanceIsHigher = normalLowerTail(mean / standardDeviation);
  const posterior = {
    mean,
    standardDeviation,
    lower: mean - halfWidth,
    upper: mean + halfWidth,
    chanceToWin: lowerIsBetter ? normalLowerTail(-mean / standardDeviation) : chanceIsHigher,
    riskControl: lowerIsBetter ? loss : gain,
    riskTreatment: lowerIsBetter ? gain : loss,
  };
  return areFinite(Object.values(posterior)) ? { ...posterior, reason: null } : noPosterior(TOO_EXTREME);
}

/** E[max(0, X)] of a normal X. */
function expectedPart(mean: number, standardDeviation: number): number {
  const z = mean / standardDeviation;
  return Math.max(0, mean * normalLowerTail(z) + standardDeviation * normalDensity(z));
}
