import { normalQuantile } from '../../distributions.js';
import { criticalMultiplier, type Design, type Pair, pairsOf, unitVariance } from './design.js';

/** Above this no experiment is planned. */
const MAX_UNITS = 1e15;

/**
 * Units over all arms with which every treatment's effect is found with the given power: n = (critical + z_power)^2 V_1 /
 * effect^2, with V_1 the variance of the effect with one unit. Not rounded.
 *
 * @param effect relative, not 0, on the side of the alternative
 * @returns null above 1e15 units
 */
export function sampleSize(design: Design, effect: number, power: number): number | null {
  const sizes = pairsOf(design).map((pair) =>
    design.plannedUnits === null
      ? unitsFor(design, pair, { effect, power, units: 0 })
      : sequentialSize(design, pair, { effect, power }),
  );
  const units = Math.max(...sizes);
  return units <= MAX_UNITS ? units : null;
}

interface Target {
  readonly effect: number;
  readonly power: number;
}

/** @param units at which a sequential interval is as wide as it is */
function unitsFor(design: Design, pair: Pair, { effect, power, units }: Target & { readonly units: number }) {
  const standardErrors = criticalMultiplier(design, pair, units) + normalQuantile(power);
  return (Math.max(0, standardErrors) ** 2 * unitVariance(design, pair, effect)) / effect ** 2;
}

/** The units that need no more than there are, by bisection: intervals in standard errors widen slower than units grow. */
function sequentialSize(design: Design, pair: Pair, target: Target): number {
  const isEnough = (units: number) => unitsFor(design, pair, { ...target, units }) <= units;
  let upper = 1;
  while (!isEnough(upper) && upper <= MAX_UNITS) upper *= 2;
  let lower = upper / 2;
  while (upper - lower > RELATIVE_PRECISION * upper) {
    const middle = (lower + upper) / 2;
    if (isEnough(middle)) upper = middle;
    else lower = middle;
  }
  return upper;
}

const RELATIVE_PRECISION = 1e-12;
