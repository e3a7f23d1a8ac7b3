import type { EntityManager } from 'typeorm';
import type { Funnel } from '../../events/index.js';
import { parametersOf, type TotalsFilter } from '../totals/totals-filter.js';
import { IS_COUNTED, sourceOf } from '../totals/totals-source.js';

/** What an item did, by kind and currency. */
export type ItemTotals = Omit<Funnel, 'origin'>;

/** Of an item without any row. */
export const NO_TOTALS: ItemTotals = {
  impressions: 0,
  clicks: 0,
  orders: 0,
  returns: 0,
  ordersWithoutAmount: 0,
  revenue: [],
};

/** Totals of a few items by their ids; one without any is absent. */
export async function readItemTotals(
  manager: EntityManager,
  filter: TotalsFilter,
  items: readonly { readonly id: string; readonly storeId: string }[],
): Promise<ReadonlyMap<string, ItemTotals>> {
  const ofStores = { ...filter, storeIds: [...new Set(items.map(({ storeId }) => storeId))] };
  const rows: (ItemTotals & { readonly item_id: string })[] = await manager.query(totalsSql(ofStores), [
    ...parametersOf(ofStores),
    items.map(({ id }) => id),
  ]);
  return new Map(rows.map(({ item_id, ...totals }) => [item_id, totals]));
}

function totalsSql(filter: TotalsFilter): string {
  const { rows: source, conditions } = sourceOf(filter, { of: 'item', slicing: null });
  return `
    WITH by_currency AS (
      SELECT t.item_id, t.currency, sum(t.impressions::float8) AS impressions, sum(t.clicks::float8) AS clicks,
        sum(t.orders::float8) AS orders, sum(t.returns::float8) AS returns, sum(t.revenue_minor) AS revenue_minor
      FROM ${source} t WHERE ${conditions} AND t.item_id = ANY ($10::uuid[])
      GROUP BY 1, 2 HAVING ${IS_COUNTED}
    )
    SELECT item_id, sum(impressions) AS impressions, sum(clicks) AS clicks, sum(orders) AS orders,
      sum(returns) AS returns, coalesce(sum(orders) FILTER (WHERE currency = ''), 0) AS "ordersWithoutAmount",
      coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amountMinor', revenue_minor) ORDER BY currency)
        FILTER (WHERE currency <> '' AND (orders <> 0 OR revenue_minor <> 0)), '[]') AS revenue
    FROM by_currency GROUP BY item_id`;
}
