import {
  IN_DAYS,
  isVisible,
  OF_SCENARIO,
  OF_STORES_AND_SCENARIO,
  type TotalsFilter,
} from './totals-filter.js';
import { type Correction, type WeeksOfDays, weeksOfDays } from './weeks-of-days.js';

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

/**
 * Rows of items within the days of a filter and its stores and scenario, from whole weeks and the few days that these
 * count too much or too little: see `weeksOfDays`. A late event changes its day and its week and nothing else. A key may
 * come in several rows that only add up right together; `day` is any day of its week, and of its month if these are told
 * apart.
 *
 * @param monthStarts as `weeksOfDays` has them
 */
export function itemsInDays(filter: TotalsFilter, monthStarts: readonly string[]): string {
  const weeks = weeksOfDays(filter, monthStarts);
  const { corrections } = weeks;
  const rows = [
    inWeeks(filter, weeks),
    ...(corrections.length > 0 ? [corrected(filter, corrections)] : []),
    tail(filter),
  ];
  return `(${rows.join(' UNION ALL ')})`;
}

/** Rows of items by day, within the days of a filter and its stores and scenario. */
export const itemsByDay = (filter: TotalsFilter): string => `(
    ${ofDays(filter, { day: 't.day', sign: '' })} AND ${IN_DAYS}
    UNION ALL ${tail(filter)})`;

const KEY = 't.item_id, t.store_id, t.origin, t.currency';
const COLUMNS = MEASURES.map((measure) => `t.${measure}`).join(', ');

/** Rows without a day are in no range, but older than any that a return window leaves out. */
function inWeeks(filter: TotalsFilter, { from, to }: WeeksOfDays): string {
  const range = [from && `t.week >= ${literal(from)}`, to && `t.week < ${literal(to)}`].filter(Boolean);
  const hasUndated = filter.from === null && filter.to === null;
  const dated = range.join(' AND ') || 't.week IS NOT NULL';
  return `
    SELECT ${KEY}, t.week + 3 AS day, ${COLUMNS} FROM item_weeks t
     WHERE (${dated}${hasUndated ? ' OR t.week IS NULL' : ''}) AND ${ofFilter(filter)}`;
}

function corrected(filter: TotalsFilter, corrections: readonly Correction[]): string {
  const rows = corrections.map(({ day, sign, within }) => `(${literal(day)}, ${sign}, ${literal(within)})`);
  const join = `JOIN (VALUES ${rows.join(', ')}) AS c (day, sign, within) ON c.day = t.day`;
  return ofDays(filter, { day: 'c.within', sign: 'c.sign * ', join });
}

interface Days {
  readonly day: string;
  /** Of every measure. */
  readonly sign: string;
  readonly join?: string;
}

const ofDays = (filter: TotalsFilter, { day, sign, join = '' }: Days): string => `
    SELECT t.item_id, i.store_id, i.origin, t.currency, ${day} AS day, ${MEASURES.map((measure) => `${sign}t.${measure}`).join(', ')}
      FROM item_days t ${join} JOIN items i ON i.id = t.item_id JOIN stores s ON s.id = i.store_id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${isVisible(filter, 's.id')}
       AND ${OF_SCENARIO}`;

const tail = (filter: TotalsFilter): string => `
    SELECT ${KEY}, t.day, ${COLUMNS} FROM unrolled_days t WHERE ${ofFilter(filter)} AND ${IN_DAYS}`;

const ofFilter = (filter: TotalsFilter): string =>
  `${OF_STORES_AND_SCENARIO} AND ${isVisible(filter, 't.store_id')}`;

/** Of a day that was computed, and so has the form of one. */
const literal = (day: string): string => `'${day}'::date`;
