import { invalidInput } from '../errors/index.js';
import { plainDecimal } from './plain-decimal.js';
import { stringEnd } from './string-end.js';

const MAX_LEVELS = 100;

/** A number of 16 digits or more, or with an exponent: a shorter one is exact in a double. */
const MAY_BE_INEXACT = /(?:^|[[:,\s])-?\d(?:[\d.]{15}|[\d.]*e)/i;
const NUMBERS = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
/** Any spelling of the name: one that is escaped escapes a character of it. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u00[567]/i;

/**
 * The value of a JSON text, in which no number loses a digit: one that a double cannot hold becomes a text, with a
 * point and no exponent. Of names that are repeated the last counts, see `repeatedNames`; a member `__proto__` is dropped.
 *
 * @param numbersAsText takes the texts that stand for numbers
 * @throws {SyntaxError} for a text that is not JSON
 * @throws {DomainError} INVALID_INPUT for lists and objects in each other beyond 100 levels
 */
export function parseExactJson(text: string, numbersAsText?: Set<string>): unknown {
  const value = parseDeepExactJson(text, numbersAsText);
  if (hasMoreLevels(value, MAX_LEVELS))
    throw invalidInput(`JSON is nested more than ${MAX_LEVELS} levels deep`);
  return value;
}

/**
 * As `parseExactJson`, to any depth: a function that calls itself for each level may not look through the value.
 *
 * @throws {SyntaxError} for a text that is not JSON
 */
export function parseDeepExactJson(text: string, numbersAsText?: Set<string>): unknown {
  const value: unknown = JSON.parse(text);
  const exact = MAY_BE_INEXACT.test(text) ? withInexactQuoted(text, numbersAsText) : text;
  return withoutPrototypes(exact === text ? value : JSON.parse(exact), text);
}

const hasMoreLevels = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => hasMoreLevels(inner, levels - 1)));

/** @param text valid JSON, in which a digit outside of strings belongs to a number */
function withInexactQuoted(text: string, numbersAsText?: Set<string>): string {
  let exact = '';
  for (let start = 0; start < text.length; ) {
    const opening = text.indexOf('"', start);
    const end = opening < 0 ? text.length : opening;
    exact += text.slice(start, end).replace(NUMBERS, (literal) => {
      const plain = plainDecimal(literal);
      if (plain === plainDecimal(String(Number(literal)))) return literal;
      numbersAsText?.add(plain);
      return `"${plain}"`;
    });
    start = opening < 0 ? end : stringEnd(text, opening);
    exact += text.slice(end, start);
  }
  return exact;
}

function withoutPrototypes(value: unknown, text: string): unknown {
  if (!MAY_NAME_PROTOTYPE.test(text)) return value;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    Reflect.deleteProperty(next, '__proto__');
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return value;
}
