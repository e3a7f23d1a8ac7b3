const { imul } = Math;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/**
 * Philox4x32-10: turns a counter of four words into four random words, in place. The generator of all
 * numbers that have a name and a place (`numbers.ts`): no number needs the ones before it.
 *
 * @param words the counter, then the result
 * @see Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4
 */
export function philox(words: Uint32Array, key: readonly [number, number]): void {
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const c0 = words[0]!;
    const c2 = words[2]!;
    words[0] = upperProduct(MULTIPLIER_1, c2) ^ words[1]! ^ k0;
    words[1] = imul(MULTIPLIER_1, c2);
    words[2] = upperProduct(MULTIPLIER_0, c0) ^ words[3]! ^ k1;
    words[3] = imul(MULTIPLIER_0, c0);
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
}

/** @returns the upper 32 bits of the product of two words; every sum below stays under 2^32 */
function upperProduct(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (carry >>> 16);
}
