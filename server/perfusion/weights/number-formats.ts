import { ModelError } from '../model-error.js';
import type { DataType } from './stored-tensor.js';

/**
 * Reads little-endian numbers of one format.
 *
 * @param bytes a whole number of elements
 * @returns float32 for the float formats, int32 for the integer ones
 * @throws {ModelError} if an I64 number does not fit into 32 bits
 */
export function decodeNumbers(bytes: Uint8Array, dataType: DataType): Float32Array | Int32Array {
  switch (dataType) {
    case 'F32':
      return new Float32Array(aligned(bytes));
    case 'I32':
      return new Int32Array(aligned(bytes));
    case 'F16':
      return widenHalves(bytes);
    case 'BF16':
      return widenBrainFloats(bytes);
    case 'I64':
      return narrowIntegers(bytes);
  }
}

/** A buffer that starts where the numbers start, as typed arrays need it; the bytes are copied at most once. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

/** All 65,536 halves as floats, made when the first one is read. */
let halves: Float32Array | null = null;

function widenHalves(bytes: Uint8Array): Float32Array {
  halves ??= Float32Array.from({ length: 0x10000 }, (_, bits) => halfToSingle(bits));
  const table = halves;
  const values = new Float32Array(bytes.length / 2);
  for (let i = 0; i < values.length; i++) values[i] = table[bytes[2 * i]! | (bytes[2 * i + 1]! << 8)]!;
  return values;
}

/** bfloat16 is the upper half of float32. */
function widenBrainFloats(bytes: Uint8Array): Float32Array {
  const bits = new Uint32Array(bytes.length / 2);
  for (let i = 0; i < bits.length; i++) bits[i] = (bytes[2 * i]! | (bytes[2 * i + 1]! << 8)) << 16;
  return new Float32Array(bits.buffer);
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
function halfToSingle(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function narrowIntegers(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.length / 8 }, (_, i) => toInt32(view.getBigInt64(8 * i, true)));
}

function toInt32(value: bigint): number {
  const narrow = BigInt.asIntN(32, value);
  if (narrow === value) return Number(value);
  throw new ModelError(
    `The integer ${value} does not fit into 32 bits; store it as a float or a smaller number.`,
  );
}

/**
 * Writes numbers as little-endian bytes of one format; F16 and BF16 round to the nearest, ties to even.
 */
export function encodeNumbers(values: ArrayLike<number>, dataType: DataType): Uint8Array {
  switch (dataType) {
    case 'F32':
      return new Uint8Array(new Float32Array(values).buffer);
    case 'I32':
      return new Uint8Array(new Int32Array(values).buffer);
    case 'F16':
      return narrowed(values, singleToHalf);
    case 'BF16':
      return narrowed(values, singleToBrain);
    case 'I64':
      return new Uint8Array(BigInt64Array.from(Array.from(values, BigInt)).buffer);
  }
}

/** Converts floats one by one by their bits. */
function narrowed(values: ArrayLike<number>, convert: (bits: number) => number): Uint8Array {
  const bits = new Uint32Array(new Float32Array(values).buffer);
  const narrow = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) narrow[i] = convert(bits[i]!);
  return new Uint8Array(narrow.buffer);
}

/** Bits of infinity; larger ones, without the sign, are no numbers. */
const INFINITY_BITS = 0x7f800000;

function singleToBrain(bits: number): number {
  const isNumber = (bits & 0x7fffffff) <= INFINITY_BITS;
  if (!isNumber) return (bits >>> 16) | 0x40;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

/** Bits of 2^-14, the least normal half, and of 2^16, beyond the largest. */
const MIN_NORMAL = 0x38800000;
const TOO_LARGE = 0x47800000;
/** Difference of the exponents' offsets, 127 - 15, in its place. */
const OFFSET = 112 << 23;

function singleToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > INFINITY_BITS) return 0x7e00;
  if (magnitude >= TOO_LARGE) return sign | 0x7c00;
  if (magnitude < MIN_NORMAL) return sign | subnormalHalf(magnitude);
  return sign | ((magnitude - OFFSET + 0xfff + ((magnitude >>> 13) & 1)) >>> 13); // carries into infinity from 65,520
}

/** Below 2^-14 a half counts in steps of 2^-24. */
function subnormalHalf(magnitude: number): number {
  const exponent = magnitude >>> 23;
  if (exponent < 102) return 0; // below 2^-25, half a step
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - exponent;
  const floor = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && floor % 2 === 1) ? floor + 1 : floor;
}

/** Whether all numbers are finite, by their exponents: several times faster than asking each. */
export function areFinite({ buffer, byteOffset, length }: Float32Array): boolean {
  const bits = new Uint32Array(buffer, byteOffset, length);
  for (let i = 0; i < length; i++) if ((bits[i]! & INFINITY_BITS) === INFINITY_BITS) return false;
  return true;
}
