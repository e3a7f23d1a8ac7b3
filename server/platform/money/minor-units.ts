import type { Range } from '../../random/index.js';

/** Minor-unit digits that are not 2, by ISO 4217. Intl follows usage instead (HUF 0) and changes with its data. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
  ...codes('BHD IQD JOD KWD LYD OMR TND', 3),
  ...codes('CLF UYW', 4),
]);

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Minor units that a price, an order or one row of totals may state, so that sums of thousands stay exact. */
export const AMOUNT_MINOR_RANGE: Range = { min: 0, max: 1e15 };

/** Whether a text is a currency code of ISO 4217, in capitals. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** Decimal digits of a currency's minor unit (EUR 2, JPY 0, KWD 3). */
export const minorDigits = (currency: string): number => DIGITS.get(currency) ?? 2;

/**
 * An amount in minor units of its currency, computed on the decimal digits, so that 1.005 is not 1.00499….
 *
 * @param amount   in major units; a number stands for its shortest decimal text, e.g. 19.99
 * @param times    whole factor, e.g. a quantity; the product is rounded once, half away from zero
 * @returns minor units, or null where `amount` is not a decimal number
 * @example minorUnits(19.99, 'EUR', 3) // 5997n
 */
export function minorUnits(amount: string | number, currency: string, times = 1): bigint | null {
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(String(amount).trim()) ?? [];
  if (whole + fraction === '') return null;
  const product = BigInt(whole + fraction) * BigInt(times);
  const excess = fraction.length - minorDigits(currency);
  const rounded = excess > 0 ? halfUp(product, 10n ** BigInt(excess)) : product * 10n ** BigInt(-excess);
  return sign === '-' ? -rounded : rounded;
}

/** Digits that some currency has: a longer fraction was computed, e.g. without taxes, and is rounded. */
const MOST_DIGITS = 3;

/**
 * Why an amount is probably one of another currency as it is written; null where it is not.
 *
 * @param amount a decimal number in major units
 * @example roundingFault('12.50', 'JPY') // 'but JPY has no decimals: is the currency right?'
 */
export function roundingFault(amount: string, currency: string): string | null {
  const digits = minorDigits(currency);
  const stated = (DECIMAL.exec(amount.trim())?.[3] ?? '').replace(/0+$/u, '').length;
  if (stated <= digits || stated > MOST_DIGITS) return null;
  return `but ${currency} has ${digits === 0 ? 'no' : `only ${digits}`} decimals: is the currency right?`;
}

/**
 * The exact decimal text of a sum of amount x times.
 *
 * @returns null for no term, or where an amount is not a decimal number
 * @example decimalTotal([[19.99, 2], ['0.005', 1]]) // '39.985'
 */
export function decimalTotal(terms: readonly (readonly [string | number, number])[]): string | null {
  const digits = Math.max(0, ...terms.map(([amount]) => fractionDigits(amount)));
  let total = 0n;
  for (const [amount, times] of terms) {
    const [, sign, whole = '', fraction = ''] = DECIMAL.exec(String(amount).trim()) ?? [];
    if (whole + fraction === '') return null;
    const value = BigInt(whole + fraction.padEnd(digits, '0')) * BigInt(times);
    total += sign === '-' ? -value : value;
  }
  return terms.length === 0 ? null : toDecimal(total, digits);
}

const fractionDigits = (amount: string | number) => DECIMAL.exec(String(amount).trim())?.[3]?.length ?? 0;

function toDecimal(value: bigint, digits: number): string {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${value < 0n ? '-' : ''}${text.slice(0, point)}${digits > 0 ? '.' : ''}${text.slice(point)}`;
}

const halfUp = (value: bigint, divisor: bigint) => (2n * value + divisor) / (2n * divisor);

function codes(list: string, digits: number): [string, number][] {
  return list.split(' ').map((code) => [code, digits]);
}
