import { DAY_MS, FIRST_DAY } from '../../platform/index.js';

/** Ticks of a millisecond by the name of the format. */
const UNITS_A_MS: ReadonlyMap<string, number> = new Map([
  ['epoch-s', 1e-3],
  ['epoch-ms', 1],
  ['epoch-us', 1e3],
]);

/** A count that lies outside of these in its unit is of another unit. */
const EARLIEST = Date.parse(FIRST_DAY);
const LATEST = Date.UTC(2100, 0, 1);
const COUNT = /^\d{1,16}(?:\.\d{1,9})?$/u;

type Reader = (text: string) => string | null;

/**
 * Reads counts since 1970-01-01 UTC: times as ISO 8601 with `Z`, cut to milliseconds, and days as `yyyy-mm-dd`, only
 * where the count is exactly their midnight. Null for a name of no such format.
 */
export function epochReaders(format: string): { readonly readTime: Reader; readonly readDay: Reader } | null {
  const unitsAMs = UNITS_A_MS.get(format);
  if (unitsAMs === undefined) return null;
  const readTime: Reader = (text) => instantOf(text, unitsAMs);
  const readDay: Reader = (text) =>
    isWholeDays(text, unitsAMs) ? (readTime(text)?.slice(0, 10) ?? null) : null;
  return { readTime, readDay };
}

/** By its digits: a fraction too small for a number is not midnight. */
function isWholeDays(text: string, unitsAMs: number): boolean {
  const [whole, fraction = ''] = text.split('.');
  return /^0*$/u.test(fraction) && Number(whole) % (DAY_MS * unitsAMs) === 0;
}

function instantOf(text: string, unitsAMs: number): string | null {
  if (!COUNT.test(text)) return null;
  const time = unitsAMs < 1 ? millisecondsOf(text) : Math.floor(Number(text) / unitsAMs);
  return time >= EARLIEST && time < LATEST ? new Date(time).toISOString() : null;
}

/** Of seconds, by their digits, since a fraction of a double is cut a millisecond early. */
function millisecondsOf(seconds: string): number {
  const [whole, fraction = ''] = seconds.split('.');
  return Number(`${whole}${fraction.slice(0, 3).padEnd(3, '0')}`);
}

/** The format in which a text is a time of this century; null where there is none. No text has two. */
export const epochFormatOf = (text: string): string | null =>
  [...UNITS_A_MS.keys()].find((format) => epochReaders(format)?.readTime(text)) ?? null;
