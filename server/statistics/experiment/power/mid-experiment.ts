import { normalCritical } from '../../distributions.js';
import type { Prior } from '../posterior.js';
import { bayesianPower, chanceBeyond } from './power.js';

/** A running experiment, and the effect it is to find. */
export interface Running {
  /** Of the relative effect as it is known now. */
  readonly standardError: number;
  /** Relative. */
  readonly targetEffect: number;
  readonly confidence: number;
  /** Null: by the confidence interval. */
  readonly prior: Pick<Prior, 'mean' | 'standardDeviation'> | null;
}

/** Power to find the target once there are `growth` times as many units as now, two-sided. */
export function powerAfter(
  { standardError, targetEffect, confidence, prior }: Running,
  growth: number,
): number {
  const then = standardError / Math.sqrt(growth);
  const critical = normalCritical(confidence);
  return prior === null
    ? chanceBeyond(targetEffect / then, critical, 'TWO_SIDED')
    : bayesianPower(targetEffect, then, { prior, critical });
}

const MAX_GROWTH = 1e9;
const STEPS = 100;

/**
 * How many times as many units as now find the target with the given power.
 *
 * @returns 1 if there are enough already; null if a thousand million times as many are too few
 */
export function growthNeeded(running: Running, power: number): number | null {
  if (powerAfter(running, 1) >= power) return 1;
  if (powerAfter(running, MAX_GROWTH) < power) return null;
  let [lower, upper] = [1, MAX_GROWTH];
  for (let step = 0; step < STEPS; step++) {
    const middle = Math.sqrt(lower * upper);
    if (powerAfter(running, middle) >= power) upper = middle;
    else lower = middle;
  }
  return upper;
}
