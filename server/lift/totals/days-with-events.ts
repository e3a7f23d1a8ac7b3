import type { EntityManager } from 'typeorm';
import { cutOfRow, sliceOf } from './slicing.js';
import { parametersOf, type TotalsFilter } from './totals-filter.js';
import { IS_COUNTED, sourceOf } from './totals-source.js';

/** When something was counted. */
export interface DaysWithEvents {
  /** The Mondays of all weeks, in order; at least one. */
  readonly weeks: readonly string[];
  readonly last: string;
}

/**
 * The weeks of a filter in which something was counted, and the last such day; null if there is none. Totals without a
 * day are in no week.
 */
export async function readDaysWithEvents(
  manager: EntityManager,
  filter: TotalsFilter,
): Promise<DaysWithEvents | null> {
  const weeks: DayRow[] = await manager.query(daysSql(filter, 'WEEK'), parametersOf(filter));
  const lastWeek = weeks.at(-1);
  if (lastWeek === undefined) return null;
  const { day: monday } = lastWeek;
  const ofLastWeek = { ...filter, from: filter.from !== null && filter.from > monday ? filter.from : monday };
  const days: DayRow[] = await manager.query(daysSql(ofLastWeek, 'DAY'), parametersOf(ofLastWeek));
  return { weeks: weeks.map(({ day }) => day), last: days.at(-1)!.day };
}

interface DayRow {
  readonly day: string;
}

/** @param by what the days are the first of */
function daysSql(filter: TotalsFilter, by: 'WEEK' | 'DAY'): string {
  const day = cutOfRow({ by }, 't');
  const { rows: source, conditions } = sourceOf(filter, { of: 'store', slicing: { by } });
  return `
    SELECT ${sliceOf({ by }, day)} AS day FROM ${source} t
     WHERE ${conditions} AND t.day IS NOT NULL
     GROUP BY ${day} HAVING ${IS_COUNTED} ORDER BY ${day}`;
}
