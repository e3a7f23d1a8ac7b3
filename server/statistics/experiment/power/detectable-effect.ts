import { normalQuantile } from '../../distributions.js';
import { criticalMultiplier, type Design, type Pair, pairsOf } from './design.js';

/**
 * Smallest relative effect that is found with the given power; of several treatments the largest, and negative where
 * lower values are looked for. It solves effect = (critical + z_power) SE(effect), which leaves out the chance to find it
 * on the wrong side.
 *
 * @param units over all arms
 * @returns null if no effect is found with so few units: the control cannot be told from zero
 */
export function detectableEffect(design: Design, units: number, power: number): number | null {
  const effects = pairsOf(design).map((pair) => ofPair(design, pair, { units, power }));
  if (!effects.every((effect) => effect !== null)) return null;
  return design.alternative === 'LESS' ? Math.min(...effects) : Math.max(...effects);
}

interface Target {
  readonly units: number;
  readonly power: number;
}

/** Root of effect^2 = reach (1 / share_T + (1 + effect)^2 / share_C), with reach (critical + z_power)^2 cv^2 / units. */
function ofPair(design: Design, pair: Pair, { units, power }: Target): number | null {
  const standardErrors = criticalMultiplier(design, pair, units) + normalQuantile(power);
  if (standardErrors <= 0) return 0;
  const variation = design.standardDeviation / design.baseline;
  const reach = (standardErrors * variation) ** 2 / units;
  const ofControl = reach / pair.controlShare;
  const a = 1 - ofControl;
  if (a <= 0) return null;
  const root = Math.sqrt(ofControl ** 2 + a * (ofControl + reach / pair.treatmentShare));
  return (design.alternative === 'LESS' ? ofControl - root : ofControl + root) / a;
}
