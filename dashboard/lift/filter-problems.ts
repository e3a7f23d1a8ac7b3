import { FIRST_DAY, formatDay, isDay, LAST_DAY } from '../format/dates.js';
import { formatCount } from '../format/numbers.js';
import { keyOf, PRICE_BAND_NAMES, SCENARIO_NAMES } from '../format/words.js';
import {
  COMPARISON_NAMES,
  CONFIDENCE_RANGE,
  type LiftFilters,
  MINIMUM_TRAFFIC_RANGE,
  numberIn,
  PARAMETERS,
} from './lift-filters.js';
import { METRICS } from './metrics.js';

/** A filter of the address that cannot be answered. */
export interface FilterProblem {
  readonly filter: keyof LiftFilters;
  /** What the address has, one of several perhaps. */
  readonly value: string;
  /** What is wrong with it and what to do, for a person. */
  readonly message: string;
}

/** Completes the sentence about a text that is not a value of a filter; null for one that is. */
type Fault = (text: string) => string | null;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be the ID of a store, of whichever workspace. */
export const isStoreId = (text: string): boolean => UUID.test(text);

const traffic = `is not a whole number from 0 to ${formatCount(MINIMUM_TRAFFIC_RANGE.max)}. Change it or remove it.`;

const dayFault: Fault = (text) => {
  if (!isDay(text)) return 'is not a day. Choose a day, or write it like 2026-01-31.';
  if (text >= FIRST_DAY && text <= LAST_DAY) return null;
  return `is not a day from ${FIRST_DAY.slice(0, 4)} to ${LAST_DAY.slice(0, 4)}. Choose another day.`;
};

const nameFault =
  (names: Readonly<Record<string, unknown>>, sentence: string): Fault =>
  (text) =>
    keyOf(names, text) === null ? sentence : null;

const FAULTS: Partial<Record<keyof LiftFilters, Fault>> = {
  metric: nameFault(METRICS, 'is not a metric. Choose one of those below.'),
  from: dayFault,
  through: dayFault,
  compare: nameFault(COMPARISON_NAMES, 'is not a period to compare with. Choose one.'),
  storeIds: (text) => (isStoreId(text) ? null : 'is not the ID of a store. Remove it, then choose by name.'),
  priceBands: nameFault(PRICE_BAND_NAMES, 'is not a price band. Choose low, middle or high.'),
  scenario: nameFault(SCENARIO_NAMES, 'is not a scenario. Choose one, or remove it for all.'),
  minimumTraffic: (text) =>
    Number.isInteger(numberIn(text, MINIMUM_TRAFFIC_RANGE) ?? Number.NaN) ? null : traffic,
  confidence: (text) =>
    numberIn(text, CONFIDENCE_RANGE) === null
      ? `is not a confidence from ${CONFIDENCE_RANGE.min} to ${CONFIDENCE_RANGE.max}. Choose one.`
      : null,
};

/** What an address asks for that cannot be answered, in words; nothing for one that can. */
export function filterProblems(params: URLSearchParams): FilterProblem[] {
  const problems = (Object.keys(FAULTS) as (keyof LiftFilters)[]).flatMap((filter) =>
    [...new Set(params.getAll(PARAMETERS[filter]))].filter(Boolean).flatMap((value) => {
      const fault = FAULTS[filter]?.(value);
      return fault ? [{ filter, value, message: `“${value}” ${fault}` }] : [];
    }),
  );
  return [...problems, ...orderProblems(params.get('from') ?? '', params.get('through') ?? '')];
}

/** What is wrong with a day that a person types. */
export const dayProblem = (text: string): string | null => {
  const fault = dayFault(text);
  return fault && `“${text}” ${fault}`;
};

/** Whether two days are the wrong way round. */
export function orderProblems(from: string, through: string): FilterProblem[] {
  if (!isDay(from) || !isDay(through) || from <= through) return [];
  const message = `The last day, ${formatDay(through)}, is before the first day, ${formatDay(from)}. Change one of them.`;
  return [{ filter: 'through', value: through, message }];
}

/** What is wrong with one filter, in words; undefined if it is right. */
export const problemOf = (
  problems: readonly FilterProblem[],
  ...filters: readonly (keyof LiftFilters)[]
): string | undefined =>
  problems
    .filter(({ filter }) => filters.includes(filter))
    .map(({ message }) => message)
    .join(' ') || undefined;

/** An address without one wrong value. */
export function withoutProblem(params: URLSearchParams, { filter, value }: FilterProblem): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(PARAMETERS[filter], value);
  return next;
}
