import type { EntityManager } from 'typeorm';
import { isOfMoney, type Rate } from '../../events/index.js';
import type { Arm } from '../../statistics/index.js';
import type { ArmSums } from './arm-sums.js';
import { parametersOf, type TotalsFilter } from './totals-filter.js';
import { IS_COUNTED, sourceOf } from './totals-source.js';

/** The human-designed items of one store: what the placebo splits. */
export interface HumanItems {
  readonly name: string;
  /** Of the orders with an amount; read for a rate of money only. */
  readonly currencies: readonly string[];
  /** Of all items. */
  readonly human: Pick<ArmSums, 'orders' | 'ordersWithoutAmount'>;
  readonly items: readonly Arm[];
}

/**
 * Totals of every human-designed item, by store.
 *
 * @param manager of the snapshot of the report
 */
export async function readHumanItems(
  manager: EntityManager,
  { filter, rate }: { readonly filter: TotalsFilter; readonly rate: Rate },
): Promise<HumanItems[]> {
  const sql = isOfMoney(rate) ? amountsSql(filter, rate) : countsSql(filter, rate);
  const rows: StoreRow[] = await manager.query(sql, parametersOf(filter));
  return rows.map(toHumanItems);
}

/** A row as PostgreSQL gives it: a store with lists of its items, with `AmountColumns` for a rate of money. */
interface StoreRow extends Partial<AmountColumns> {
  readonly numerators: readonly number[];
  readonly denominators: readonly number[];
}

interface AmountColumns {
  readonly name: string;
  readonly orders: readonly number[];
  readonly orders_without_amount: number;
  /** Null where they are not known. */
  readonly squares: readonly (number | null)[];
  readonly currencies: readonly string[] | null;
}

/** Numbers of items as one JSON text a store, which is quick to read, in an order that the splits may rest on. */
const listOf = (column: string) => `json_agg(${column} ORDER BY item_id)`;

const ofHumanItems = (filter: TotalsFilter) => {
  const { rows, conditions } = sourceOf(filter, { of: 'item', slicing: null });
  return `FROM ${rows} t WHERE ${conditions} AND t.origin = 'HUMAN_DESIGNED'`;
};

const countsSql = (filter: TotalsFilter, { numerator, denominator }: Rate) => `
  SELECT ${listOf('numerator')} AS numerators, ${listOf('denominator')} AS denominators
    FROM (
      SELECT t.store_id, t.item_id, sum(t.${numerator}::float8) AS numerator, sum(t.${denominator}::float8) AS denominator
        ${ofHumanItems(filter)} GROUP BY 1, 2 HAVING ${IS_COUNTED}
    ) AS items
   GROUP BY store_id ORDER BY store_id`;

/** By currency first: where several have amounts, there is no sum of them. */
const amountsSql = (filter: TotalsFilter, { numerator, denominator }: Rate) => `
  WITH by_currency AS (
    SELECT t.store_id, t.item_id, t.currency, sum(t.impressions::float8) AS impressions, sum(t.orders::float8) AS orders,
           sum(t.revenue_minor) AS revenue_minor, sum(t.revenue_square) AS revenue_square,
           sum(t.totalled_orders::float8) AS totalled_orders
      ${ofHumanItems(filter)} GROUP BY 1, 2, 3 HAVING ${IS_COUNTED}
  ), by_item AS (
    SELECT store_id, item_id, sum(${numerator}::float8) AS numerator, sum(${denominator}::float8) AS denominator,
           sum(orders) AS orders, coalesce(sum(orders) FILTER (WHERE currency = ''), 0) AS orders_without_amount,
           CASE WHEN coalesce(sum(totalled_orders), 0) = 0 THEN sum(revenue_square)::float8 END AS squares
      FROM by_currency GROUP BY 1, 2
  ), currencies_of AS (
    SELECT store_id, array_agg(DISTINCT currency ORDER BY currency) AS currencies
      FROM by_currency WHERE currency <> '' AND (orders <> 0 OR revenue_minor <> 0) GROUP BY 1
  )
  SELECT min(s.name) AS name, ${listOf('numerator')} AS numerators, ${listOf('denominator')} AS denominators,
         ${listOf('orders')} AS orders, sum(orders_without_amount) AS orders_without_amount,
         ${listOf('squares')} AS squares, min(currencies) AS currencies
    FROM by_item t JOIN stores s ON s.id = t.store_id LEFT JOIN currencies_of USING (store_id)
   GROUP BY store_id ORDER BY store_id`;

const toHumanItems = (row: StoreRow): HumanItems => ({
  name: row.name ?? '',
  currencies: row.currencies ?? [],
  human: {
    orders: (row.orders ?? []).reduce((sum, orders) => sum + orders, 0),
    ordersWithoutAmount: row.orders_without_amount ?? 0,
  },
  items: row.numerators.map((numerator, item) => ({
    numerator,
    denominator: row.denominators[item]!,
    ...(row.squares && { sumOfSquares: row.squares[item]!, amounts: row.orders?.[item] ?? 0 }),
  })),
});
