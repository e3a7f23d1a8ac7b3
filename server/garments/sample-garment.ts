import type { RandomStream } from '../random/index.js';
import { EXCLUSIVE_DETAILS, fittingPhrases } from './fitting-phrases.js';
import type { GarmentDescription } from './garment-description.js';
import { garmentStream } from './garment-stream.js';
import { type Category, type Detail, PHRASES } from './phrases.js';

/** Shares of garments with no, one, two and three details. */
const DETAIL_COUNTS = [0, 0, 1, 1, 1, 2, 2, 3];

/** One garment in three is plain; the rest share the patterns evenly. */
const PLAIN_SHARE = 1 / 3;

/**
 * A random garment whose phrases all fit together. The category is uniform, and so is every other
 * phrase among those that fit it; a third of garments are plain, and details number 0 to 3.
 *
 * @param seed     any safe integer; the same seed gives the same garment
 * @param category fixes the category
 * @throws {RangeError} if `seed` is not a safe integer
 */
export function sampleGarment(seed: number, category?: Category): GarmentDescription {
  const random = garmentStream(seed, 'sample');
  const drawn = random.pick(PHRASES.category);
  const fitting = fittingPhrases(category ?? drawn);
  const onePhrase = <T>(phrases: readonly T[]) => (phrases.length > 0 ? random.pick(phrases) : null);
  return {
    category: category ?? drawn,
    neckline: onePhrase(fitting.neckline),
    sleeve: onePhrase(fitting.sleeve),
    fit: random.pick(fitting.fit),
    length: random.pick(fitting.length),
    colour: random.pick(fitting.colour),
    pattern: random.between(0, 1) < PLAIN_SHARE ? 'solid' : random.pick(fitting.pattern.slice(1)),
    details: sampledDetails(fitting.detail, random),
  };
}

function sampledDetails(fitting: readonly Detail[], random: RandomStream): Detail[] {
  const count = random.pick(DETAIL_COUNTS);
  const chosen = new Set<Detail>();
  let left = fitting;
  while (chosen.size < count && left.length > 0) {
    const detail = random.pick(left);
    chosen.add(detail);
    left = left.filter((other) => !excludes(detail, other));
  }
  return PHRASES.detail.filter((detail) => chosen.has(detail));
}

const excludes = (detail: Detail, other: Detail) =>
  detail === other || EXCLUSIVE_DETAILS.some((rivals) => rivals.includes(detail) && rivals.includes(other));
