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

function widenHalves(bytes: Uint8Array): Float32Array {
  const table = Float32Array.from({ length: 0x10000 }, (_, bits) => halfToSingle(bits));
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
      return new Uint8Array(Uint16Array.from(values, singleToHalf).buffer);
    case 'BF16':
      return new Uint8Array(
        Uint16Array.from(new Uint32Array(new Float32Array(values).buffer), roundToBrain).buffer,
      );
    case 'I64':
      return new Uint8Array(BigInt64Array.from(Array.from(values, BigInt)).buffer);
  }
}

function roundToBrain(bits: number): number {
  const isNumber = (bits & 0x7fffffff) <= 0x7f800000;
  if (!isNumber) return (bits >>> 16) | 0x40;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

function singleToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 65_520) return sign | 0x7c00; // rounds to infinity
  if (magnitude < 2 ** -14) return sign | roundTiesToEven(magnitude * 2 ** 24); // subnormal
  const exponent = Math.floor(Math.log2(magnitude));
  return sign | (((exponent + 15) << 10) + roundTiesToEven((magnitude / 2 ** exponent - 1) * 1024));
}

function roundTiesToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest > 0.5 || (rest === 0.5 && floor % 2 === 1)) return floor + 1;
  return floor;
}
