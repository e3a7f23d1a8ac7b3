import { addDays, daysBetween, formatDay, formatDays } from '../format/dates.js';
import type { LiftFilters } from './lift-filters.js';

/** First and last day, both inclusive; null where it is open. */
export type Period = Pick<LiftFilters, 'from' | 'through'>;

/** One with both ends. */
export interface ClosedPeriod {
  readonly from: string;
  readonly through: string;
}

export interface Preset {
  readonly label: string;
  readonly period: Period;
}

export const EVERYTHING: Period = { from: null, through: null };

/** The periods that are offered on a day, in the time zone of the workspace. Counted days are whole: they end yesterday. */
export function presetsOn(today: string): Preset[] {
  const firstOfMonth = `${today.slice(0, -2)}01`;
  const lastOfPrevious = addDays(firstOfMonth, -1);
  const lastDays = (days: number): Preset => ({
    label: `Last ${days} days`,
    period: { from: addDays(today, -days), through: addDays(today, -1) },
  });
  return [
    { label: 'Everything', period: EVERYTHING },
    ...[7, 28, 90].map(lastDays),
    { label: 'This month', period: { from: firstOfMonth, through: today } },
    { label: 'Last month', period: { from: `${lastOfPrevious.slice(0, -2)}01`, through: lastOfPrevious } },
  ];
}

export const isSamePeriod = (a: Period, b: Period): boolean => a.from === b.from && a.through === b.through;

export const isClosed = (period: Period): period is ClosedPeriod =>
  period.from !== null && period.through !== null;

/** As many days, right before. */
export const periodBefore = ({ from, through }: ClosedPeriod): ClosedPeriod => ({
  from: addDays(from, -daysBetween(from, through) - 1),
  through: addDays(from, -1),
});

/** `Nov 9 – 22, 2026`, `From Nov 9, 2026`, `Everything`. */
export function periodWords(period: Period): string {
  if (isClosed(period)) return formatDays(period.from, period.through);
  if (period.from !== null) return `From ${formatDay(period.from)}`;
  return period.through === null ? 'Everything' : `Through ${formatDay(period.through)}`;
}
