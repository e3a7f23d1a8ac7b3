import type { SchemaElement } from 'hyparquet';
import { plainDecimal } from '../../../platform/json/index.js';

/** Far more than the 38 digits that programs write: writing out a number takes time that grows with its square. */
const MAX_DECIMAL_BYTES = 64;

/** Digits after the point of a decimal; null for what is not one. */
export function decimalScale({ converted_type, logical_type, scale = 0 }: SchemaElement): number | null {
  if (logical_type?.type === 'DECIMAL') return logical_type.scale ?? 0;
  return converted_type === 'DECIMAL' ? scale : null;
}

/**
 * The digits of a decimal.
 *
 * @param unscaled the whole number that a file holds, also as bytes: two's complement, the highest first
 * @throws {Error} for a number of too many bytes
 */
export const decimalText = (unscaled: number | bigint | Uint8Array, scale: number): string =>
  plainDecimal(`${unscaled instanceof Uint8Array ? wholeOf(unscaled) : unscaled}e-${scale}`);

function wholeOf(bytes: Uint8Array): bigint {
  if (bytes.length > MAX_DECIMAL_BYTES) throw new Error(`a decimal has more than ${MAX_DECIMAL_BYTES} bytes`);
  const { buffer, byteOffset, byteLength } = bytes;
  const hex = Buffer.from(buffer, byteOffset, byteLength).toString('hex');
  return BigInt.asIntN(8 * byteLength, BigInt(`0x0${hex}`));
}
