import { IN_DAYS } from './totals-filter.js';

/** Measures of every total, which add up and can be taken away. */
const MEASURES = [
  'impressions',
  'clicks',
  'orders',
  'returns',
  'revenue_minor',
  'revenue_square',
  'totalled_orders',
];

/** First day of the range, and the first no longer in it, not before the first; null: open. */
const FROM = '$3::date';
const END = `(CASE WHEN LEAST($4::date, $9::date) IS NOT NULL THEN GREATEST(LEAST($4::date, $9::date), $3::date) END)`;

/** At most three days away. */
const nearestMonday = (day: string) => `date_trunc('week', (${day} + 3)::timestamp)::date`;

/** Rows without a day are in no range, but older than any that a return window leaves out. */
const IN_WEEKS = `
  (${FROM} IS NULL OR week >= ${nearestMonday(FROM)}) AND (${END} IS NULL OR week < ${nearestMonday(END)})
  OR (week IS NULL AND $3::date IS NULL AND $4::date IS NULL)`;

const between = (day: string) =>
  `(day >= LEAST(${day}, ${nearestMonday(day)}) AND day < GREATEST(${day}, ${nearestMonday(day)}))`;

/** 1 if a day lies before `day` and its week is not counted as before it, -1 the other way round, else 0. */
const uncounted = (day: string) => `COALESCE((day < ${day})::int - (day < ${nearestMonday(day)})::int, 0)`;

/**
 * Totals of items within the days of a filter, from whole weeks: those between the Mondays nearest to both ends, and at
 * each end the at most three days up to its Monday, added or taken away. A late event changes its day and its week and
 * nothing else. Within its week, a key may come in several rows that only add up right together; `day` is any day of
 * the week.
 *
 * @param withSlices whether category and price band of the items are needed
 */
export function itemsInDays(withSlices: boolean): string {
  const measures = MEASURES.map((measure) => `t.${measure}`).join(', ');
  const signed = MEASURES.map((measure) => `t.sign * t.${measure}`).join(', ');
  const slices = withSlices ? ', item.category, item.price_band' : '';
  const join = withSlices ? 'JOIN items item ON item.id = t.item_id' : '';
  return `(
    SELECT ${KEY}, t.week AS day, ${measures}${slices} FROM item_weeks t ${join} WHERE ${IN_WEEKS}
    UNION ALL
    SELECT store.workspace_id, item.store_id, item.id, item.origin, t.scenario, t.currency, t.day, ${signed}${slices}
      FROM (SELECT *, ${uncounted(END)} - ${uncounted(FROM)} AS sign FROM item_days
             WHERE ${between(FROM)} OR ${between(END)}) t
      JOIN items item ON item.id = t.item_id JOIN stores store ON store.id = item.store_id
    UNION ALL
    SELECT ${KEY}, t.day, ${measures}${slices} FROM unrolled_days t ${join} WHERE ${IN_DAYS}
  )`;
}

const KEY = 't.workspace_id, t.store_id, t.item_id, t.origin, t.scenario, t.currency';
