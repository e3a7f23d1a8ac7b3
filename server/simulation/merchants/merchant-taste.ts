import type { GarmentDescription } from '../../garments/index.js';
import { fnv1a, mersenneTwister } from '../../random/index.js';
import { ATTENTION, STYLE_AXES, styleOf } from './style.js';

/** A merchant as the product knows them: the store's name and its attributes. */
export interface MerchantProfile {
  /** Two merchants of one name are one merchant. */
  readonly name: string;
  /** Features such as country and size, by name. */
  readonly features: Readonly<Record<string, string>>;
}

/** Where taste comes from: standard deviations of its parts on an axis of style that merchants care for fully. */
export interface TastePopulation {
  /** Part that all merchants have in common. */
  readonly shared: number;
  /** Part that comes with a feature's value, the same for all merchants who have it; by feature. */
  readonly byFeature: Readonly<Record<string, number>>;
  /** Part that is a merchant's own. */
  readonly own: number;
}

/** A merchant's taste, known because it is simulated. */
export interface MerchantTaste {
  /** How much the merchant likes more of each axis of style, in the order of `STYLE_AXES`; length 1 together. */
  readonly weights: readonly number[];
}

/**
 * A merchant's taste in the world of a seed. Every part has a stream of random numbers of its own,
 * so taste depends on nothing but the seed, the merchant's name and their features.
 */
export function drawTaste(
  { name, features }: MerchantProfile,
  { shared, byFeature, own }: TastePopulation,
  seed: number,
): MerchantTaste {
  const parts = [
    part(seed, 'everybody', shared),
    part(seed, `merchant ${name}`, own),
    ...Object.entries(byFeature).map(([feature, spread]) =>
      part(seed, `${feature} ${features[feature]}`, spread),
    ),
  ];
  const sums = STYLE_AXES.map((_, axis) => parts.reduce((sum, values) => sum + values[axis]!, 0));
  const length = Math.hypot(...sums);
  return { weights: sums.map((sum) => sum / length) };
}

/** How much a merchant likes a garment; about mean 0 and variance 1 over random garments. */
export function utility({ weights }: MerchantTaste, garment: GarmentDescription): number {
  const style = styleOf(garment);
  return weights.reduce((sum, weight, axis) => sum + weight * style[axis]!, 0);
}

const GOLDEN_RATIO = 0x9e3779b1;

function part(seed: number, name: string, spread: number): number[] {
  const draws = mersenneTwister(fnv1a(name, Math.imul(seed + 1, GOLDEN_RATIO)));
  return STYLE_AXES.map((axis) => ATTENTION[axis] * spread * draws.normal());
}
