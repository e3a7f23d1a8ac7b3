import { dayAfter, FIRST_DAY, LAST_DAY } from '../../platform/index.js';
import type { TotalsFilter } from './totals-filter.js';

/** A day whose totals are counted on top of those of the weeks, or taken away from them. */
export interface Correction {
  readonly day: string;
  readonly sign: 1 | -1;
  /** A day of the week and month that it changes. */
  readonly within: string;
}

/** Days as whole weeks, and what these count too much or too little. */
export interface WeeksOfDays {
  /** Mondays [from, to); null: open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly corrections: readonly Correction[];
}

/**
 * The days of a filter as the weeks between the Mondays nearest to both ends, and at each end the at most three days up
 * to its Monday, added or taken away. A week is in the month that most of its days are in, that of its Thursday; the at
 * most three others are taken from there to their own.
 *
 * @param monthStarts first days of the months that must be told apart; the days of a week are in one month without them
 */
export function weeksOfDays(filter: TotalsFilter, monthStarts: readonly string[]): WeeksOfDays {
  const { from, to } = rangeOf(filter);
  const weeks = { from: from && nearestMonday(from), to: to && nearestMonday(to) };
  const isIn = (day: string) => isBetween(day, from, to);
  const isCounted = (day: string) => isBetween(mondayOf(day), weeks.from, weeks.to);
  const cut = new Set([from, to, ...monthStarts].filter((day) => day !== null).map(mondayOf));
  const corrections = [...cut]
    .flatMap(daysOfWeek)
    .flatMap((day) =>
      correctionsOf(day, isIn(day), { isCounted: isCounted(day), hasMonths: monthStarts.length > 0 }),
    );
  return { ...weeks, corrections };
}

function correctionsOf(
  day: string,
  isIn: boolean,
  { isCounted, hasMonths }: { readonly isCounted: boolean; readonly hasMonths: boolean },
): Correction[] {
  const thursday = thursdayOf(day);
  if (isIn === isCounted && (!isIn || !hasMonths || monthOf(day) === monthOf(thursday))) return [];
  return [
    ...(isIn ? [{ day, sign: 1, within: day } as const] : []),
    ...(isCounted ? [{ day, sign: -1, within: thursday } as const] : []),
  ];
}

/** Days [from, to) of a filter, none of which can be without events for being too early or late; null: open. */
export function rangeOf({ from, to, matureBefore }: TotalsFilter) {
  const ends = [to, matureBefore].filter((day) => day !== null);
  const end = ends.length === 0 ? null : within(ends.reduce((a, b) => (a < b ? a : b)));
  const start = from && within(from);
  return { from: start, to: end !== null && start !== null && end < start ? start : end };
}

const within = (day: string): string => {
  const last = dayAfter(LAST_DAY, 1);
  return day < FIRST_DAY ? FIRST_DAY : day > last ? last : day;
};

const isBetween = (day: string, from: string | null, to: string | null): boolean =>
  (from === null || day >= from) && (to === null || day < to);

const mondayOf = (day: string): string => dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7));

/** At most three days away. */
const nearestMonday = (day: string): string => mondayOf(dayAfter(day, 3));

const thursdayOf = (day: string): string => dayAfter(mondayOf(day), 3);

const daysOfWeek = (monday: string): string[] => [0, 1, 2, 3, 4, 5, 6].map((days) => dayAfter(monday, days));

const monthOf = (day: string): string => day.slice(0, 'YYYY-MM'.length);
