import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Source of reproducible numbers; every call moves it on. */
export interface Random {
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** `value` times a factor uniform in [1 - fraction, 1 + fraction). */
  vary(value: number, fraction: number): number;
  /** One of `values`, all equally likely. */
  pick<T>(values: readonly T[]): T;
}

const GOLDEN_RATIO = 0x9e3779b9;

/**
 * A random stream for one purpose. Streams of the same seed are independent, so that
 * a part which starts to draw more numbers leaves the other parts of a garment alone.
 *
 * @param seed    any safe integer
 * @param purpose names the stream, e.g. `'folds'`
 * @throws {RangeError} if `seed` is not a safe integer
 */
export function createRandom(seed: number, purpose: string): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a safe integer, but is ${seed}`);

  const rng = xoroshiro128plus(mixed(seed, purpose));
  const between = (from: number, to: number) => from + uniformFloat64(rng) * (to - from);
  return {
    between,
    vary: (value, fraction) => value * between(1 - fraction, 1 + fraction),
    pick: (values) => values[uniformInt(rng, 0, values.length - 1)] as (typeof values)[number],
  };
}

/** FNV-1a over the purpose, started from both halves of the seed. */
function mixed(seed: number, purpose: string): number {
  let hash = Math.imul(seed | 0, GOLDEN_RATIO) ^ Math.floor(seed / 2 ** 32);
  for (const character of purpose) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash | 0;
}
