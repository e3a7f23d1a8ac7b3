import { COUNTS } from '../../events/index.js';
import { itemsByDay, itemsInDays } from './items-in-days.js';
import type { ReadableSlicing } from './slicing.js';
import { IN_DAYS, isVisible, OF_STORES_AND_SCENARIO, ofSlices, type TotalsFilter } from './totals-filter.js';

/** What totals must at least tell apart. */
export interface Grain {
  readonly of: 'store' | 'item';
  readonly slicing: ReadableSlicing | null;
}

/** Rows `t`, of which several may have the same key, and the conditions on them. */
export interface Source {
  readonly rows: string;
  readonly conditions: string;
  /** Whether the rows know category and price band by themselves; otherwise only their items do. */
  readonly hasSlices: boolean;
}

/**
 * The coarsest totals `t` that have the requested dimensions, and the conditions on their rows: most reports ask for
 * neither days nor slices. Slices of days are made of items, of which there are hardly more.
 */
export function sourceOf(filter: TotalsFilter, grain: Grain): Source {
  return needsDays(filter, grain.slicing) ? sourceInDays(filter, grain) : sourceOverAll(filter, grain);
}

/** Whether slices of days are asked for, which stores have no totals of. */
export const isOfItems = (filter: TotalsFilter, slicing: ReadableSlicing | null): boolean =>
  needsDays(filter, slicing) && needsSlices(filter, slicing);

function sourceOverAll(filter: TotalsFilter, { of, slicing }: Grain): Source {
  const hasSlices = needsSlices(filter, slicing);
  const conditions = [ofRows(filter), NO_DAYS, hasSlices ? ofSlices('t') : NO_SLICES];
  return {
    rows: of === 'item' ? 'item_totals' : hasSlices ? 'slice_totals' : 'store_totals',
    conditions: conditions.join(' AND '),
    hasSlices: true,
  };
}

function sourceInDays(filter: TotalsFilter, { of, slicing }: Grain): Source {
  if (of === 'store' && !needsSlices(filter, slicing)) {
    const conditions = `${ofRows(filter)} AND ${IN_DAYS} AND ${NO_SLICES}`;
    return { rows: 'store_day_totals', conditions, hasSlices: false };
  }
  const monthStarts = slicing?.by === 'MONTH' ? slicing.monthStarts : [];
  const isNarrowed = filter.categories !== null || filter.priceBands !== null;
  return {
    rows: slicing?.by === 'DAY' ? itemsByDay(filter) : itemsInDays(filter, monthStarts),
    conditions: isNarrowed ? `t.item_id IN (SELECT i.id FROM items i WHERE ${ofSlices('i')})` : NO_SLICES,
    hasSlices: false,
  };
}

const needsDays = ({ from, to, matureBefore }: TotalsFilter, slicing: ReadableSlicing | null): boolean =>
  [from, to, matureBefore].some((day) => day !== null) ||
  slicing?.by === 'DAY' ||
  slicing?.by === 'WEEK' ||
  slicing?.by === 'MONTH';

const needsSlices = ({ categories, priceBands }: TotalsFilter, slicing: ReadableSlicing | null): boolean =>
  categories !== null || priceBands !== null || slicing?.by === 'CATEGORY' || slicing?.by === 'PRICE_BAND';

const ofRows = (filter: TotalsFilter): string =>
  `${OF_STORES_AND_SCENARIO} AND ${isVisible(filter, 't.store_id')}`;

/** Of a group of rows `t`: rows that only take others away leave nothing behind. */
export const IS_COUNTED = `((${COUNTS.map((count) => `sum(t.${count}::float8)`).join(', ')}) <> (0, 0, 0, 0)
  OR sum(t.revenue_minor) FILTER (WHERE t.currency <> '') <> 0)`;

// Both name the parameters, so that PostgreSQL knows their types.
const NO_SLICES = '$6::text[] IS NULL AND $7::int[] IS NULL';
const NO_DAYS = '$3::date IS NULL AND $4::date IS NULL AND $9::date IS NULL';
