import {
  fnv1a,
  type RandomStream,
  requireWholeNumber,
  SAFE_INTEGER_RANGE,
  xoroshiro128Plus,
} from '../random/index.js';

const GOLDEN_RATIO = 0x9e3779b9;

/**
 * A random stream for one purpose. Streams of the same seed are independent, so that
 * a part which starts to draw more numbers leaves the other parts of a garment alone.
 *
 * @param seed    any safe integer, of which both halves count
 * @param purpose names the stream, e.g. `'folds'`
 * @throws {RangeError} if `seed` is not a safe integer
 */
export function garmentStream(seed: number, purpose: string): RandomStream {
  requireWholeNumber('seed', seed, SAFE_INTEGER_RANGE);
  const start = Math.imul(seed | 0, GOLDEN_RATIO) ^ Math.floor(seed / 2 ** 32);
  return xoroshiro128Plus(fnv1a(purpose, start));
}
