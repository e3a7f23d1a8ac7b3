import type { DataSource } from 'typeorm';
import { isOfMoney, type Rate } from '../../events/index.js';
import { readFor } from '../../platform/index.js';
import type { Arm } from '../../statistics/index.js';
import {
  IN_DAYS,
  isVisible,
  OF_STORES_AND_SCENARIO,
  ofSlices,
  parametersOf,
  type TotalsFilter,
} from './totals-filter.js';

/** Totals of every human-designed item, by store: what the placebo splits. */
export async function readHumanItems(
  dataSource: DataSource,
  filter: TotalsFilter,
  rate: Rate,
): Promise<Arm[][]> {
  const rows: ItemRow[] = await readFor(filter.viewer, dataSource, (manager) =>
    manager.query(
      `SELECT t.store_id, ${itemSums(rate)}
       FROM item_day_totals t JOIN items i ON i.id = t.item_id
      WHERE ${OF_STORES_AND_SCENARIO} AND ${IN_DAYS} AND t.origin = 'HUMAN_DESIGNED'
        AND ${isVisible(filter, 't.store_id')} AND ${ofSlices('i')}
      GROUP BY t.store_id, t.item_id ORDER BY t.store_id, t.item_id`,
      parametersOf(filter),
    ),
  );
  const stores = new Map<string, Arm[]>();
  for (const { store_id, ...totals } of rows) {
    const items = stores.get(store_id) ?? [];
    stores.set(store_id, items);
    items.push(totals);
  }
  return [...stores.values()];
}

/** A row as PostgreSQL gives it. */
interface ItemRow extends Arm {
  readonly store_id: string;
}

/** Only what the rate needs: there are many items. */
function itemSums(rate: Rate): string {
  const squares = isOfMoney(rate)
    ? `, CASE WHEN coalesce(sum(t.totalled_orders), 0) = 0 THEN sum(t.revenue_square)::float8 END AS "sumOfSquares"`
    : '';
  return `sum(t.${rate.numerator}::float8) AS numerator, sum(t.${rate.denominator}::float8) AS denominator${squares}`;
}
