import type { RandomEffects } from './estimands/random-effects.js';
import type { StoreLift } from './store-lift.js';

/** A lift for ranking stores, or why there is none. */
export type ShrunkLift =
  | { readonly shrunkLift: number; readonly shrunkLiftReason: null }
  | { readonly shrunkLift: null; readonly shrunkLiftReason: string };

/**
 * A store's lift r pulled toward the mean of all stores, for ranking only: exp(mu + B (ln(1 + r) - mu)) - 1 with
 * B = tau2 / (tau2 + V), mu and tau2 of the random effects and V the store's own variance of the log ratio. It is the
 * empirical Bayes estimate with normal log ratios: a small store with a large lift was probably lucky.
 *
 * @see Morris, "Parametric Empirical Bayes Inference", JASA 78, 1983; Raudenbush & Bryk, "Empirical Bayes
 *      Meta-Analysis", Journal of Educational Statistics 10, 1985
 */
export function shrunkLift(own: StoreLift, effects: RandomEffects): ShrunkLift {
  if (own.lower === null || own.standardError === null) return noShrunkLift(own.reason ?? UNKNOWN_VARIANCE);
  if (effects.value === null) return noShrunkLift(effects.reason);
  if (effects.tau2 === null) return noShrunkLift(ONE_STORE);
  const center = Math.log1p(effects.value);
  const reliability = effects.tau2 / (effects.tau2 + own.standardError ** 2);
  const lift = Math.expm1(center + reliability * (Math.log1p(own.value) - center));
  return { shrunkLift: Math.min(Number.MAX_VALUE, lift), shrunkLiftReason: null };
}

const noShrunkLift = (reason: string): ShrunkLift => ({ shrunkLift: null, shrunkLiftReason: reason });

const UNKNOWN_VARIANCE = 'The variance of the store is unknown.';
const ONE_STORE = 'How far stores differ needs at least two stores.';
