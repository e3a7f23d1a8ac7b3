import {
  detectableEffect,
  detectableStoreLift,
  powerOf,
  sampleSize,
  storePower,
  storesNeeded,
} from '../../statistics/index.js';
import {
  type DetectableEffectArgs,
  type PlanInput,
  PlanKind,
  type PowerArgs,
  type SampleSizeArgs,
} from './plan.input.js';
import type { PlanResult, SampleSizeResult } from './plan.type.js';
import { planOf } from './plan-design.js';

/** @throws {DomainError} INVALID_INPUT if the plan cannot be */
export function sampleSizeAnswer({ input, effect, power }: SampleSizeArgs): SampleSizeResult {
  const plan = planOf(input);
  const unfit = whyNotFound(input, effect) ?? whyImpossible(input, effect);
  if (unfit !== null) return noSampleSize(unfit);
  if (plan.of === 'STORES') {
    const stores = storesNeeded(plan.design, effect, power);
    return stores === null ? noSampleSize(TOO_SMALL) : sized([stores], input);
  }
  const units = sampleSize(plan.design, effect, power);
  if (units === null) return noSampleSize(TOO_SMALL);
  return sized(
    plan.design.shares.map((share) => wholeUnits(units * share)),
    input,
  );
}

/** @throws {DomainError} INVALID_INPUT if the plan cannot be */
export function detectableEffectAnswer({ input, units, power }: DetectableEffectArgs): PlanResult {
  const plan = planOf(input);
  const few = whyTooFew(plan.of, units);
  if (few !== null) return { value: null, reason: few };
  const value =
    plan.of === 'STORES'
      ? detectableStoreLift(plan.design, Math.floor(units), power)
      : detectableEffect(plan.design, units, power);
  if (value === null)
    return { value, reason: 'With so few units the control cannot be told from 0: add units.' };
  const unfit = whyImpossible(input, value);
  return unfit === null ? { value, reason: null } : { value: null, reason: `Too few units. ${unfit}` };
}

/** @throws {DomainError} INVALID_INPUT if the plan cannot be */
export function powerAnswer({ input, effect, units }: PowerArgs): PlanResult {
  const plan = planOf(input);
  const unknown = whyTooFew(plan.of, units) ?? whyImpossible(input, effect);
  if (unknown !== null) return { value: null, reason: unknown };
  const value =
    plan.of === 'STORES'
      ? storePower(plan.design, effect, Math.floor(units))
      : powerOf(plan.design, effect, units);
  return { value, reason: null };
}

const noSampleSize = (reason: string): SampleSizeResult => ({
  unitsPerArm: null,
  total: null,
  days: null,
  reason,
});

const TOO_SMALL = 'The effect is too small: no number of units that could ever come is enough.';

function sized(unitsPerArm: readonly number[], { unitsPerDay }: PlanInput): SampleSizeResult {
  const total = unitsPerArm.reduce((sum, units) => sum + units, 0);
  return { unitsPerArm, total, days: unitsPerDay ? Math.ceil(total / unitsPerDay) : null, reason: null };
}

/** Relative: what floating point may leave above a whole number. */
const ROUNDING = 1e-9;

const wholeUnits = (units: number) => Math.max(2, Math.ceil(units * (1 - ROUNDING)));

/** Why no number of units finds an effect; null if one does. */
function whyNotFound({ alternative }: PlanInput, effect: number): string | null {
  if (effect === 0) return 'An effect of 0 cannot be found: say how small an effect matters.';
  const isWrongSide = (alternative === 'GREATER' && effect < 0) || (alternative === 'LESS' && effect > 0);
  return isWrongSide ? 'The effect lies on the side that a one-sided test does not look at.' : null;
}

/** Why there can be no such effect; null if there can. */
function whyImpossible({ kind, baseline }: PlanInput, effect: number): string | null {
  if (kind === PlanKind.STORES) return effect >= -1 ? null : 'No rate can fall by more than 100 %.';
  const value = baseline * (1 + effect);
  const isPossible = kind !== PlanKind.PROPORTION || (value >= 0 && value <= 1);
  return isPossible
    ? null
    : `A share of ${baseline} cannot change by ${formatPercent(effect)}: it would be ${value}.`;
}

const formatPercent = (effect: number) => `${Number((100 * effect).toPrecision(3))} %`;

/** Why so few units say nothing; null if they do. */
function whyTooFew(of: 'UNITS' | 'STORES', units: number): string | null {
  if (of === 'STORES') return units >= 2 ? null : 'Fewer than 2 stores have no average with an interval.';
  return units >= 1 ? null : 'There is no unit.';
}
