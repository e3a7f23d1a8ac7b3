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
import type { PlanResult, PowerPoint, SampleSizeResult } from './plan.type.js';
import { type Plan, planOf } from './plan-design.js';

/** @throws {DomainError} INVALID_INPUT if the plan cannot be */
export function sampleSizeAnswer({ input, effect, power }: SampleSizeArgs): SampleSizeResult {
  const plan = planOf(input);
  const unfit = whyNotFound(input, effect) ?? whyImpossible(plan, input.kind, effect);
  if (unfit !== null) return noSampleSize(unfit);
  const unitsPerArm = unitsPerArmOf(plan, effect, power);
  if (unitsPerArm === null) return noSampleSize(TOO_SMALL);
  const total = unitsPerArm.reduce((sum, units) => sum + units, 0);
  return {
    unitsPerArm,
    total,
    days: input.unitsPerDay ? Math.ceil(total / input.unitsPerDay) : null,
    powerCurve: powerCurve(plan, effect, total),
    reason: null,
  };
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
  const unfit = whyImpossible(plan, input.kind, value);
  return unfit === null ? { value, reason: null } : { value: null, reason: `Too few units. ${unfit}` };
}

/** @throws {DomainError} INVALID_INPUT if the plan cannot be */
export function powerAnswer({ input, effect, units }: PowerArgs): PlanResult {
  const plan = planOf(input);
  const unknown = whyTooFew(plan.of, units) ?? whyImpossible(plan, input.kind, effect);
  if (unknown !== null) return { value: null, reason: unknown };
  const value = powerWith(plan, effect, units);
  return Number.isFinite(value) ? { value, reason: null } : { value: null, reason: TOO_EXTREME };
}

const powerWith = (plan: Plan, effect: number, units: number) =>
  plan.of === 'STORES'
    ? storePower(plan.design, effect, Math.floor(units))
    : powerOf(plan.design, effect, units);

const noSampleSize = (reason: string): SampleSizeResult => ({
  unitsPerArm: null,
  total: null,
  days: null,
  powerCurve: [],
  reason,
});

const TOO_EXTREME = 'The spread or the baseline is too small or too large to compute with.';
const TOO_SMALL = 'The effect is too small: no number of units that could ever come is enough.';

/** Null if no number of units is enough. */
function unitsPerArmOf(plan: Plan, effect: number, power: number): number[] | null {
  if (plan.of === 'STORES') {
    const stores = storesNeeded(plan.design, effect, power);
    return stores === null ? null : [stores];
  }
  const units = sampleSize(plan.design, effect, power);
  return units === null ? null : plan.design.shares.map((share) => wholeUnits(units * share));
}

const CURVE_POINTS = 40;

/** At equal steps up to twice the units that are needed, which is the middle point; fewer steps if there are few stores. */
function powerCurve(plan: Plan, effect: number, needed: number): PowerPoint[] {
  const sizes = Array.from({ length: CURVE_POINTS }, (_, index) =>
    Math.round((2 * needed * (index + 1)) / CURVE_POINTS),
  );
  return [...new Set(sizes)]
    .filter((units) => whyTooFew(plan.of, units) === null)
    .map((units) => ({ units, power: powerWith(plan, effect, units) }));
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
function whyImpossible(plan: Plan, kind: PlanKind, effect: number): string | null {
  if (plan.of === 'STORES') return effect >= -1 ? null : 'No rate can fall by more than 100 %.';
  const { baseline } = plan.design;
  const value = baseline * (1 + effect);
  const isPossible = kind !== PlanKind.PROPORTION || (value >= 0 && value <= 1);
  return isPossible
    ? null
    : `A share of ${baseline} cannot change by ${formatPercent(effect)}: it would be ${Number(value.toPrecision(3))}.`;
}

const formatPercent = (effect: number) => `${Number((100 * effect).toPrecision(3))} %`;

/** Why so few units say nothing; null if they do. */
function whyTooFew(of: 'UNITS' | 'STORES', units: number): string | null {
  if (of === 'STORES') return units >= 2 ? null : 'Fewer than 2 stores have no average with an interval.';
  return units >= 1 ? null : 'There are no units.';
}
