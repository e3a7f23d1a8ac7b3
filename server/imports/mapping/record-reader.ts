import {
  AMOUNT_MINOR_RANGE,
  FIRST_DAY,
  hasBrokenCharacter,
  isCurrency,
  LAST_DAY,
  LOST_CHARACTER,
  minorDigits,
  minorUnits,
  NAME_LENGTH_RANGE,
  roundingFault,
} from '../../platform/index.js';
import { beginningOf } from '../shown-text.js';
import type { MappedRecord } from './column-mapping.js';
import { dateProblem } from './date-fault.js';
import { type DateFormat, ISO_DATES } from './date-format.js';
import { escaped } from './map-text.js';
import { nearestName } from './nearest-name.js';
import { COUNT_KIND, COUNT_RANGE } from './number-kind.js';
import { type Problem, problemSaying, valueProblem } from './problem.js';

/** No amount has more characters; computing with digits costs more than their number. */
const MAX_AMOUNT_LENGTH = 100;

/**
 * Reads typed values out of a mapped row and collects a problem for each that is wrong, so that a person sees
 * all the faults of a row at once. A value that is wrong reads as its type's empty value: look at `problems`
 * before using any of them.
 */
export class RecordReader<Name extends string = string> {
  readonly problems: Problem[] = [];

  /** @param dates how the file writes days */
  constructor(
    private readonly record: MappedRecord<Name>,
    private readonly dates: DateFormat = ISO_DATES,
  ) {}

  /** Notes what is wrong with a field, as a whole sentence. */
  report(field: Name, message: string, hint: string | null = null): void {
    this.problems.push(problemSaying(field, message, hint));
  }

  /** The text as it stands, which another reader checks; null where the cell is blank. */
  asWritten(field: Name): string | null {
    return this.record[field] || null;
  }

  /** A text that must be there. */
  text(field: Name): string {
    const value = this.optionalText(field);
    if (value === null) this.report(field, `${field} is blank`);
    return value ?? '';
  }

  /** A text of at most so many UTF-16 code units; null where the cell is blank. */
  optionalText(field: Name, maxLength = NAME_LENGTH_RANGE.max): string | null {
    const value = this.storableText(field, this.record[field]);
    if (value.length > maxLength) this.report(field, `${field} is longer than ${maxLength} characters`);
    return value === '' ? null : value;
  }

  /** A text of any length that names nothing: signs for lost characters stay in it. Null where the cell is blank. */
  longText(field: Name): string | null {
    this.storableText(field, this.record[field].replaceAll(LOST_CHARACTER, ''));
    return this.record[field].normalize('NFC') || null;
  }

  /** A whole number within `COUNT_RANGE`; `12.0` is one, since programs write counts so. */
  count(field: Name): number {
    const value = this.optionalCount(field);
    if (value === null) this.report(field, `${field} is blank, it needs a whole number such as 0`);
    return value ?? 0;
  }

  /** A whole number within `COUNT_RANGE`; null where the cell is blank. */
  optionalCount(field: Name): number | null {
    const value = this.record[field];
    if (value === '') return null;
    if (COUNT_KIND.takes(value)) return Number(value);
    this.reportValue(field, `it ${wholeNumberFault(value)}`);
    return 0;
  }

  /** One of a few words, letter case, spaces and hyphens aside; `fallback` where the cell is blank. */
  oneOf<Word extends string>(field: Name, words: readonly Word[], fallback?: Word): Word {
    const value = this.record[field];
    if (value === '' && fallback !== undefined) return fallback;
    const typed = value.toUpperCase().replace(/[\s-]+/gu, '_');
    const word = words.find((candidate) => candidate === typed);
    if (word === undefined) this.problems.push(notAWord(field, value, words));
    return word ?? words[0]!;
  }

  /** A day of this century as `yyyy-mm-dd`; null where the cell is blank. */
  optionalDay(field: Name): string | null {
    const value = this.record[field];
    if (value === '') return null;
    const day = this.dates.readDay(value);
    if (day === null) this.problems.push(dateProblem({ field, text: value, what: 'day' }, this.dates));
    else if (day < FIRST_DAY || day > LAST_DAY)
      this.report(
        field,
        `${field} is ${day}, which is not in this century: is it the right column and date format?`,
      );
    return day;
  }

  /** An ISO 4217 code; null where the cell is blank. */
  optionalCurrency(field: Name): string | null {
    const value = this.record[field].toUpperCase();
    if (value === '') return null;
    if (!isCurrency(value)) this.reportValue(field, 'which is not an ISO 4217 currency such as EUR');
    return value;
  }

  /** An amount in major units as minor units of `currency`; null where the cell is blank. */
  optionalAmount(field: Name, currency: string | null): number | null {
    const value = this.record[field];
    if (value === '') return null;
    if (currency === null)
      this.report(field, `${field} needs a currency`, 'state the currency, e.g. --map currency:=EUR');
    if (currency === null || !isCurrency(currency)) return null;
    const amount = value.length > MAX_AMOUNT_LENGTH ? null : minorUnits(value, currency);
    const isIn = amount !== null && amount >= 0n && amount <= AMOUNT_MINOR_RANGE.max;
    const fault = isIn ? roundingFault(value, currency) : amountFault(amount, currency);
    if (fault !== null) this.reportValue(field, fault);
    return isIn ? Number(amount) : null;
  }

  private storableText(field: Name, text: string): string {
    const value = text.normalize('NFC');
    if (value.includes('\0')) this.report(field, `${field} holds a NUL character`);
    if (hasBrokenCharacter(value))
      this.report(field, `${field} holds a broken character: export it in UTF-8, and cut no character`);
    return value;
  }

  private reportValue(field: Name, fault: string): void {
    this.problems.push(valueProblem(field, this.record[field], fault));
  }
}

function wholeNumberFault(value: string): string {
  if (/^-\d/u.test(value)) return 'must not be negative';
  if (Number(value) > COUNT_RANGE.max) return `must be at most ${COUNT_RANGE.max}: is it the right column?`;
  if (/^\d+\.\d+$/u.test(value)) return 'must be whole';
  return 'must be a whole number from 0 on';
}

function amountFault(amount: bigint | null, currency: string): string {
  if (amount === null || amount < 0n) return 'which is no amount from 0 such as 19.99';
  const max = AMOUNT_MINOR_RANGE.max / 10 ** minorDigits(currency);
  return `it must be at most ${max} ${currency}: is it the right column?`;
}

function notAWord(field: string, value: string, words: readonly string[]): Problem {
  if (value === '') return problemSaying(field, `${field} is blank, it needs ${words.join(' or ')}`);
  const nearest = nearestName(value, words);
  const shown = beginningOf(value);
  const sentence = `${field} is "${shown}", it must be ${words.join(' or ')}`;
  if (nearest) return problemSaying(field, `${sentence}; did you mean ${nearest}?`);
  const map = `${field}=COLUMN:${escaped(shown)}=WORD`; // none of the words: a person who copies it must choose
  return problemSaying(field, sentence, `translate it, e.g. with --map ${map}`);
}
