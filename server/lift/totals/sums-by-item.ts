import { cutOfRow, type ReadableSlicing } from './slicing.js';
import type { TotalsFilter } from './totals-filter.js';
import { sourceOf } from './totals-source.js';

/** What is added up of every item. */
export interface SumsByItem {
  readonly slicing: ReadableSlicing | null;
  /** Of the rows `t`. */
  readonly sums: string;
  /** A column that the sums are apart by, as well as by item and cut. */
  readonly key?: 't.currency';
}

/**
 * A query of sums by item and cut, with the store and the origin of the item. What the item alone knows is looked up
 * after its rows are added up, of which it has many.
 */
export function sumsByItem(filter: TotalsFilter, { slicing, sums, key }: SumsByItem): string {
  const { rows, conditions, hasSlices } = sourceOf(filter, { of: 'item', slicing });
  const isLookedUp = !hasSlices && (slicing?.by === 'CATEGORY' || slicing?.by === 'PRICE_BAND');
  const keys = ['t.item_id', 't.store_id', 't.origin', ...(key ? [key] : [])].join(', ');
  if (isLookedUp)
    return `
      SELECT t.*, ${cutOfRow(slicing, 'i')} AS cut
        FROM (SELECT ${keys}, ${sums} FROM ${rows} t WHERE ${conditions} GROUP BY ${keys}) t
        JOIN items i ON i.id = t.item_id`;
  return `
      SELECT ${keys}, ${cutOfRow(slicing, 't')} AS cut, ${sums}
        FROM ${rows} t WHERE ${conditions} GROUP BY ${keys}, cut`;
}
