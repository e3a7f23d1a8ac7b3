import { isCurrency } from '../../platform/index.js';
import { MAX_NUMBER_LENGTH } from './number-format.js';

/** The currencies that a sign stands for; a dollar or a crown is that of several countries. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP EGP',
  $: 'USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD ARS CLP COP CUP DOP MXN UYU',
  US$: 'USD',
  R$: 'BRL',
  '¥': 'JPY CNY',
  '￥': 'JPY CNY',
  円: 'JPY',
  元: 'CNY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  '₫': 'VND',
  '₱': 'PHP',
  '฿': 'THB',
  zł: 'PLN',
  kr: 'DKK ISK NOK SEK',
  'kr.': 'DKK ISK NOK SEK',
  Kč: 'CZK',
  Ft: 'HUF',
  lei: 'RON',
  'Fr.': 'CHF',
};

/** A number and the sign or code of a currency before or after it; null without one. */
export interface MarkedNumber {
  readonly number: string;
  readonly mark: string | null;
}

const MARKED =
  /^(?:(?<before>[^\d\s.,+\-%'’\u2212][^\d\s+\-%]{0,3})\s?(?=[\d.,+\-\u2212]))?(?<number>.*?\d[.,]?)(?:\s?(?<after>[^\d\s.,+\-%'’][^\d\s+\-%]{0,3}))?$/u;

/** Takes a sign or code of a currency off an amount, before or after it: `€ 19,99`, `$1,299.00`, `19,99 EUR`. */
export function markedNumber(text: string): MarkedNumber {
  if (text.length > MAX_NUMBER_LENGTH) return { number: text, mark: null };
  const { before, number, after } = MARKED.exec(text)?.groups ?? {};
  const mark = before ?? after;
  if (number === undefined || mark === undefined || (before && after)) return { number: text, mark: null };
  return isMark(mark) ? { number: number.trim(), mark } : { number: text, mark: null };
}

const isMark = (text: string) => Object.hasOwn(SIGNS, text) || isCurrency(text.toUpperCase());

/** Whether a sign or code can be of a currency. */
export const standsFor = (mark: string, currency: string): boolean =>
  Object.hasOwn(SIGNS, mark) ? SIGNS[mark]!.split(' ').includes(currency) : mark.toUpperCase() === currency;
