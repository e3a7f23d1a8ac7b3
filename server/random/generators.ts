import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type RandomStream, streamOf } from './random-stream.js';
import { requireWholeNumber, SAFE_INTEGER_RANGE } from './range.js';
import { SEED_RANGE } from './seed-range.js';

/**
 * The Mersenne Twister MT19937: the one to take for numbers that are drawn one after the other. Where a number
 * must be found again without the ones before it, take the named numbers (`numbers.ts`).
 *
 * @param seed any safe integer, of which the lower 32 bits count
 * @throws {RangeError} if it is none
 * @see Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998
 */
export function mersenneTwister(seed: number): RandomStream {
  requireWholeNumber('seed', seed, SAFE_INTEGER_RANGE);
  const generator = mersenne(seed);
  return streamOf(() => uniformFloat64(generator));
}

/**
 * xoroshiro128+: for many streams of few numbers, such as the parts of a garment, since it begins without the
 * 624 words that the Mersenne Twister fills first.
 *
 * @param seed any safe integer, of which the lower 32 bits count
 * @throws {RangeError} if it is none
 * @see Blackman & Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021
 */
export function xoroshiro128Plus(seed: number): RandomStream {
  requireWholeNumber('seed', seed, SAFE_INTEGER_RANGE);
  const generator = xoroshiro128plus(seed);
  return streamOf(
    () => uniformFloat64(generator),
    (count) => uniformInt(generator, 0, count - 1),
  );
}

/**
 * PCG RXS-M-XS with 32 bits of state (period 2^32). It survives only for the placebo, whose splits are part of
 * every lift report; new code takes another. Its numbers are multiples of 2^-32, so that an integer below
 * `count` has a bias below `count / 2^32`.
 *
 * @param seed within `SEED_RANGE`
 * @throws {RangeError} if it is not
 * @see O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
 *      Number Generation", Harvey Mudd College HMC-CS-2014-0905, 2014, section 6.3
 */
export function pcg32(seed: number): RandomStream {
  requireWholeNumber('seed', seed, SEED_RANGE);
  let state = nextState((nextState(0) + seed) | 0);
  return streamOf(() => {
    const word = Math.imul(((state >>> ((state >>> 28) + 4)) ^ state) >>> 0, 277803737) >>> 0;
    state = nextState(state);
    return (((word >>> 22) ^ word) >>> 0) * 2 ** -32;
  });
}

const nextState = (state: number) => (Math.imul(state, 747796405) + 2891336453) | 0;
