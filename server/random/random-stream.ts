import { binomial, normal, poisson } from './distributions.js';
import type { Below } from './shuffle.js';

/** Random numbers one after the other; every call moves the stream on. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** `value` times a factor uniform in [1 - fraction, 1 + fraction). */
  vary(value: number, fraction: number): number;
  /** An integer uniform in [0, count). */
  below(count: number): number;
  /** One of `values`, all equally likely. */
  pick<T>(values: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
  /** Number of successes of `trials` with probability `probability` each. */
  binomial(trials: number, probability: number): number;
  /** Number of arrivals where `mean` are expected. */
  poisson(mean: number): number;
}

/** All that can be drawn from numbers uniform in [0, 1); `below` where a generator draws integers its own way. */
export function streamOf(
  uniform: () => number,
  below: Below = (count) => Math.floor(uniform() * count),
): RandomStream {
  const between = (from: number, to: number) => from + uniform() * (to - from);
  return {
    uniform,
    between,
    vary: (value, fraction) => value * between(1 - fraction, 1 + fraction),
    below,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
    normal: () => normal(uniform),
    binomial: (trials, probability) => binomial(uniform, trials, probability),
    poisson: (mean) => poisson(uniform, mean),
  };
}
