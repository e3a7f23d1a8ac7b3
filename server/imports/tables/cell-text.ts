import { plainDecimal } from '../../platform/json/index.js';

/**
 * How a typed value of NDJSON or Parquet reads as a cell: nothing is `''`, a list or an object is JSON, a number has a
 * point and no exponent.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return value instanceof Date ? value.toISOString() : jsonText(value);
  return typeof value === 'number' ? plainDecimal(String(value)) : String(value);
}

const jsonText = (value: object) =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
