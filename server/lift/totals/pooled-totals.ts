import type { EntityManager } from 'typeorm';
import type { Rate } from '../../events/index.js';
import type { StoreTotals } from './arm-sums.js';
import type { Slicing } from './slicing.js';
import { readStoreTotals } from './store-totals.js';
import type { TotalsFilter } from './totals-filter.js';

/** The totals that a question is about, and those that say how much items differ. */
export interface PooledTotals {
  /** Of the stores that were asked for. */
  readonly asked: readonly StoreTotals[];
  /** Of every store that the viewer sees, those of `asked` among them, whatever stores were asked for. */
  readonly pool: readonly StoreTotals[];
}

/**
 * The totals of a question, and those of all visible stores under the same days, categories and scenario: the variance
 * of items is pooled over them, so that a store has the same interval alone as among all others.
 *
 * @param manager of a snapshot, so that all of them are of one moment
 */
export async function readPooledTotals(
  manager: EntityManager,
  { filter, rate }: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: Slicing | null = null,
): Promise<PooledTotals> {
  const pool = await readStoreTotals(manager, { filter: { ...filter, storeIds: null }, rate }, slicing);
  if (filter.storeIds === null) return wholePool(pool);
  const ids = new Set(filter.storeIds.map((id) => id.toLowerCase())); // as PostgreSQL writes them
  return { asked: pool.filter(({ storeId }) => ids.has(storeId)), pool };
}

/** Where every store was asked for. */
export const wholePool = (totals: readonly StoreTotals[]): PooledTotals => ({ asked: totals, pool: totals });
