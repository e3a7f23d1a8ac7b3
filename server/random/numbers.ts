import { fnv1a } from './fnv1a.js';
import { philox } from './philox.js';
import { type Range, requireWholeNumber, SAFE_INTEGER_RANGE } from './range.js';
import { shuffle } from './shuffle.js';

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
  return new Int32Array(randomBits(source, count).map((bits) => Math.floor((bits / 2 ** 32) * below)));
}

/**
 * A random order of 0 to count - 1 (Fisher and Yates).
 *
 * @throws {RangeError} if seed or step is no safe integer of at least 0
 */
export function shuffledIndices(source: RandomSource, count: number): Int32Array {
  const bits = randomBits(source, count);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  shuffle(order, (below) => Math.floor((bits[below - 1]! / 2 ** 32) * below));
  return order;
}

function randomBits({ seed, purpose, step = 0 }: RandomSource, count: number): Uint32Array {
  requireWholeNumber('seed', seed, COUNT_RANGE);
  requireWholeNumber('step', step, COUNT_RANGE);
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32)] as const;
  const counter = [0, step >>> 0, Math.floor(step / 2 ** 32), fnv1a(purpose)] as const;
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

const COUNT_RANGE: Range = { ...SAFE_INTEGER_RANGE, min: 0 };
