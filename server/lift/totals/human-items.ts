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
  const { rows: source, conditions } = sourceOf(filter, { of: 'item', slicing: null });
  const rows: ItemRow[] = await manager.query(
    `WITH by_currency AS (
       SELECT t.store_id, t.item_id, t.currency, ${measuresOf(rate)}
         FROM ${source} t WHERE ${conditions} AND t.origin = 'HUMAN_DESIGNED'
        GROUP BY 1, 2, 3 HAVING ${IS_COUNTED}
     )
     SELECT t.store_id, ${itemSums(rate)}
       FROM by_currency t${isOfMoney(rate) ? ' JOIN stores s ON s.id = t.store_id' : ''}
      GROUP BY t.store_id, t.item_id ORDER BY t.store_id, t.item_id`,
    parametersOf(filter),
  );
  const stores = new Map<string, ItemRow[]>();
  for (const row of rows) {
    const items = stores.get(row.store_id) ?? [];
    stores.set(row.store_id, items);
    items.push(row);
  }
  return [...stores.values()].map(toHumanItems);
}

/** A row as PostgreSQL gives it, with `RevenueColumns` for a rate of money. */
interface ItemRow extends Arm, Partial<RevenueColumns> {
  readonly store_id: string;
}

interface RevenueColumns {
  readonly name: string;
  readonly orders: number;
  readonly orders_without_amount: number;
  /** The same where there is one. */
  readonly first_currency: string | null;
  readonly last_currency: string | null;
}

/** Only what the rate needs: there are many items. */
const measuresOf = (rate: Rate) =>
  (isOfMoney(rate)
    ? ['impressions', 'orders', 'revenue_minor', 'revenue_square', 'totalled_orders']
    : [rate.numerator, rate.denominator]
  )
    .map((measure) => `sum(t.${measure}${measure.startsWith('revenue') ? '' : '::float8'}) AS ${measure}`)
    .join(', ');

function itemSums(rate: Rate): string {
  const sums = `sum(t.${rate.numerator}::float8) AS numerator, sum(t.${rate.denominator}::float8) AS denominator`;
  return isOfMoney(rate) ? `${sums}, ${REVENUE_COLUMNS}` : sums;
}

const HAS_AMOUNT = "t.currency <> '' AND (t.orders <> 0 OR t.revenue_minor <> 0)";

const REVENUE_COLUMNS = `
  CASE WHEN coalesce(sum(t.totalled_orders), 0) = 0 THEN sum(t.revenue_square)::float8 END AS "sumOfSquares",
  min(s.name) AS name, sum(t.orders)::float8 AS orders,
  coalesce(sum(t.orders) FILTER (WHERE t.currency = ''), 0)::float8 AS orders_without_amount,
  min(t.currency) FILTER (WHERE ${HAS_AMOUNT}) AS first_currency,
  max(t.currency) FILTER (WHERE ${HAS_AMOUNT}) AS last_currency`;

const toHumanItems = (rows: readonly ItemRow[]): HumanItems => ({
  name: rows[0]?.name ?? '',
  currencies: [...new Set(rows.flatMap(currenciesOf))].sort(),
  human: { orders: added(rows, 'orders'), ordersWithoutAmount: added(rows, 'orders_without_amount') },
  items: rows.map(toArm),
});

const currenciesOf = ({ first_currency, last_currency }: ItemRow): string[] =>
  [first_currency, last_currency].filter((currency) => currency != null);

const added = (rows: readonly ItemRow[], column: 'orders' | 'orders_without_amount'): number =>
  rows.reduce((total, row) => total + (row[column] ?? 0), 0);

const toArm = ({ numerator, denominator, sumOfSquares, orders = 0 }: ItemRow): Arm =>
  sumOfSquares === undefined
    ? { numerator, denominator }
    : { numerator, denominator, sumOfSquares, amounts: orders };
