/**
 * Names a list of random numbers. The same three fields give the same numbers on every
 * backend and machine, and different fields give independent ones, so nothing has to be
 * remembered between steps: a resumed run draws what the uninterrupted one would have drawn.
 */
export interface RandomSource {
  /** Any safe integer of at least 0. */
  readonly seed: number;
  /** What the numbers are for, e.g. `'timesteps'`. */
  readonly purpose: string;
  /** Training step, image number or the like; 0 if left out. */
  readonly step?: number;
}

/**
 * Standard normal numbers, by Box and Muller's transform.
 *
 * @throws {RangeError} if seed or step is no safe integer of at least 0
 */
export function normals(source: RandomSource, count: number): Float32Array {
  const bits = randomBits(source, count + (count % 2));
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log((bits[i]! + 1) / 2 ** 32));
    const angle = (2 * Math.PI * bits[i + 1]!) / 2 ** 32;
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

/**
 * Numbers uniform in [0, 1), multiples of 2^-24.
 *
 * @throws {RangeError} if seed or step is no safe integer of at least 0
 */
export function uniforms(source: RandomSource, count: number): Float32Array {
  const bits = randomBits(source, count);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = (bits[i]! >>> 8) / 2 ** 24;
  return values;
}

/**
 * Integers uniform in [0, below); the bias of at most `below / 2^32` does not matter here.
 *
 * @throws {RangeError} if seed or step is no safe integer of at least 0
 */
export function integers(source: RandomSource, count: number, below: number): Int32Array {
  return Int32Array.from(randomBits(source, count), (bits) => Math.floor((bits / 2 ** 32) * below));
}

/**
 * A random order of 0 to count - 1 (Fisher and Yates).
 *
 * @throws {RangeError} if seed or step is no safe integer of at least 0
 */
export function shuffledIndices(source: RandomSource, count: number): Int32Array {
  const bits = randomBits(source, count);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor((bits[i]! / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function randomBits({ seed, purpose, step = 0 }: RandomSource, count: number): Uint32Array {
  requireCount('seed', seed);
  requireCount('step', step);
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32)] as const;
  const counter = [0, step >>> 0, Math.floor(step / 2 ** 32), hashOf(purpose)] as const;
  const bits = new Uint32Array(Math.ceil(count / 4) * 4);
  const words = new Uint32Array(4);
  for (let at = 0; at < count; at += 4) {
    for (let i = 1; i < 4; i++) words[i] = counter[i]!;
    words[0] = at / 4;
    philox(words, key);
    for (let i = 0; i < 4; i++) bits[at + i] = words[i]!;
  }
  return bits.subarray(0, count);
}

function requireCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new RangeError(`${name} must be a safe integer of at least 0, but is ${value}`);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

const { imul } = Math;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/**
 * Philox4x32-10: turns a counter of four words into four random words, in place.
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
