import { normalLowerTail } from '../../distributions.js';
import type { Alternative } from '../effect.js';
import type { Prior } from '../posterior.js';
import { criticalMultiplier, type Design, pairsOf, unitVariance } from './design.js';

/**
 * Chance that the delta interval excludes zero if the true relative effect is `effect`; of several treatments the smallest.
 *
 * @param units over all arms
 */
export function powerOf(design: Design, effect: number, units: number): number {
  const chances = pairsOf(design).map((pair) => {
    const standardError = Math.sqrt(unitVariance(design, pair, effect) / units);
    return chanceBeyond(effect / standardError, criticalMultiplier(design, pair, units), design.alternative);
  });
  return Math.min(...chances);
}

/**
 * Chance that a normal statistic of variance 1 lies beyond the critical value.
 *
 * @param expected its mean
 */
export function chanceBeyond(expected: number, critical: number, alternative: Alternative): number {
  const above = normalLowerTail(expected - critical);
  const below = normalLowerTail(-expected - critical);
  if (alternative === 'TWO_SIDED') return above + below;
  return alternative === 'GREATER' ? above : below;
}

/** Of the effect, on the scale of its standard error. */
type EffectPrior = Pick<Prior, 'mean' | 'standardDeviation'>;

/**
 * Chance that the credible interval of a posterior excludes zero, both sides.
 *
 * @param critical standard deviations from the posterior mean to a bound
 */
export function bayesianPower(
  effect: number,
  standardError: number,
  { prior, critical }: { readonly prior: EffectPrior; readonly critical: number },
): number {
  const variance = standardError ** 2;
  const ofPrior = 1 / prior.standardDeviation ** 2;
  const reach = critical * Math.sqrt(1 / variance + ofPrior);
  const pull = prior.mean * ofPrior;
  return (
    normalLowerTail((effect - variance * (reach - pull)) / standardError) +
    normalLowerTail((-variance * (reach + pull) - effect) / standardError)
  );
}
