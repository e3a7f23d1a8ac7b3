import { COUNTS } from '../../events/index.js';
import { itemsInDays } from './items-in-days.js';
import type { Slicing } from './slicing.js';
import { IN_DAYS, isVisible, OF_STORES_AND_SCENARIO, ofSlices, type TotalsFilter } from './totals-filter.js';

/** What totals must at least tell apart. */
export interface Grain {
  readonly of: 'store' | 'item';
  readonly slicing: Slicing | null;
}

/**
 * The coarsest totals `t` that have the requested dimensions, and the conditions on their rows: most reports ask for
 * neither days nor slices. Slices of days are made of items, of which there are hardly more.
 */
export function sourceOf(filter: TotalsFilter, { of, slicing }: Grain) {
  const hasSlices =
    filter.categories !== null ||
    filter.priceBands !== null ||
    slicing?.by === 'CATEGORY' ||
    slicing?.by === 'PRICE_BAND';
  const { rows, inDays } = rowsOf(filter, { of, slicing }, hasSlices);
  const conditions = [
    OF_STORES_AND_SCENARIO,
    isVisible(filter, 't.store_id'),
    inDays,
    hasSlices ? ofSlices('t') : '$6::text[] IS NULL AND $7::int[] IS NULL',
  ];
  return { rows, conditions: conditions.join(' AND ') };
}

/** Where rows come from, and which of them are in the days of the filter. */
function rowsOf({ from, to, matureBefore }: TotalsFilter, { of, slicing }: Grain, hasSlices: boolean) {
  const hasRange = [from, to, matureBefore].some((day) => day !== null);
  const isOfItems = of === 'item' || hasSlices;
  const needsDays = slicing?.by === 'DAY' || slicing?.by === 'WEEK' || slicing?.by === 'MONTH';
  if (!hasRange && !needsDays)
    return {
      rows: of === 'item' ? 'item_totals' : hasSlices ? 'slice_totals' : 'store_totals',
      inDays: NO_DAYS,
    };
  if (!isOfItems) return { rows: 'store_day_totals', inDays: IN_DAYS };
  if (slicing?.by === 'DAY' || slicing?.by === 'MONTH') return { rows: 'item_day_totals', inDays: IN_DAYS };
  return { rows: itemsInDays(hasSlices), inDays: 'true' };
}

/** Of a group of rows `t`: rows that only take others away leave nothing behind. */
export const IS_COUNTED = `((${COUNTS.map((count) => `sum(t.${count}::float8)`).join(', ')}) <> (0, 0, 0, 0)
  OR sum(t.revenue_minor) FILTER (WHERE t.currency <> '') <> 0)`;

/** Names the parameters, so that PostgreSQL knows their types. */
const NO_DAYS = '$3::date IS NULL AND $4::date IS NULL AND $9::date IS NULL';
