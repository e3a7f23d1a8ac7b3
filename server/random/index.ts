/**
 * Random numbers that are the same on every machine: generators, distributions, orders, a hash. Every stream is
 * part of committed results and never changes. Here too, since every folder may import it: the one check of a range of
 * numbers, seeds first of all.
 */
export { fnv1a } from './fnv1a.js';
export { mersenneTwister, pcg32, xoroshiro128Plus } from './generators.js';
export { integers, normals, type RandomSource, shuffledIndices, uniforms } from './numbers.js';
export type { RandomStream } from './random-stream.js';
export {
  type NumberKind,
  type Range,
  rangeFault,
  rangeWords,
  requireWholeNumber,
  SAFE_INTEGER_RANGE,
} from './range.js';
export { SEED_RANGE, SIGNED_SEED_RANGE } from './seed-range.js';
export { shownNumber } from './shown-number.js';
export { drawToFront, shuffled, someOf } from './shuffle.js';
