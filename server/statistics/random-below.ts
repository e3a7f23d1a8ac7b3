import { invalidArgument } from './invalid-argument.js';

/** Draws an integer uniformly from [0, bound), with 1 <= bound <= 2^20. */
export type RandomBelow = (bound: number) => number;

/**
 * A seeded source of small random integers: PCG RXS-M-XS with 32 bits of state (period 2^32), the same
 * on every machine. For resampling, not for secrets. The bias of a bound b is below b / 2^32.
 *
 * @param seed integer in [0, 2^32)
 * @throws {RangeError} if the seed is not such an integer
 *
 * @see O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
 *      Number Generation", Harvey Mudd College HMC-CS-2014-0905, 2014, section 6.3
 */
export function createRandomBelow(seed: number): RandomBelow {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
    throw invalidArgument('seed', 'an integer in [0, 2^32)', seed);
  let state = nextState((nextState(0) + seed) | 0);
  return (bound) => {
    const word = Math.imul(((state >>> ((state >>> 28) + 4)) ^ state) >>> 0, 277803737) >>> 0;
    state = nextState(state);
    return Math.floor((((word >>> 22) ^ word) >>> 0) * 2 ** -32 * bound);
  };
}

const nextState = (state: number) => (Math.imul(state, 747796405) + 2891336453) | 0;
