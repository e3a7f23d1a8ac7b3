import type { DataSource } from 'typeorm';
import { READ_CATALOG, visibleStores } from '../../catalog/index.js';
import { authorize, readFor, type Viewer } from '../../platform/index.js';
import type { FunnelFilter } from './funnel.input.js';
import type { Funnel } from './funnel.type.js';

/** Reads funnels from the rollups and the tail. */
export class FunnelService {
  constructor(private readonly dataSource: DataSource) {}

  /** For each store its funnels, AI-generated items first, in the order of the ids: the contract of DataLoader. */
  async listByStores(viewer: Viewer, filter: FunnelFilter, storeIds: readonly string[]): Promise<Funnel[][]> {
    const rows = await this.list(viewer, STORE_FUNNELS, { filter, ids: storeIds });
    return storeIds.map((_, n) => rows.slice(2 * n, 2 * n + 2));
  }

  /** One funnel per item id, in the order of the ids: the contract of DataLoader. */
  listByItems(viewer: Viewer, filter: FunnelFilter, itemIds: readonly string[]): Promise<Funnel[]> {
    return this.list(viewer, ITEM_FUNNELS, { filter, ids: itemIds });
  }

  private async list(
    viewer: Viewer,
    toSql: (isVisible: string) => string,
    { filter, ids }: { filter: FunnelFilter; ids: readonly string[] },
  ): Promise<Funnel[]> {
    authorize(viewer, READ_CATALOG);
    const { condition, memberId } = visibleStores(viewer, 'store_id', '$5');
    const { from = null, to = null, scenario = null } = filter;
    return readFor(viewer, this.dataSource, (manager) =>
      manager.query(toSql(condition), [ids, from, to, scenario, memberId]),
    );
  }
}

/** Orders without an amount have no currency; a currency without orders has no revenue. */
const SUMS = `
  COALESCE(sum(impressions), 0)::float8 AS impressions, COALESCE(sum(clicks), 0)::float8 AS clicks,
  COALESCE(sum(orders), 0)::float8 AS orders, COALESCE(sum(returns), 0)::float8 AS returns,
  COALESCE(sum(orders) FILTER (WHERE sums.currency = ''), 0)::float8 AS "ordersWithoutAmount",
  COALESCE(jsonb_agg(jsonb_build_object('currency', sums.currency, 'amountMinor', revenue_minor) ORDER BY sums.currency)
    FILTER (WHERE sums.currency <> '' AND (orders <> 0 OR revenue_minor <> 0)), '[]') AS revenue`;

/** Sums by `key` and currency of what the filter ($2 to $4) lets through; a group without a row has no sums. */
const filtered = (view: string, key: string, condition: string) => `
  SELECT ${key}, currency, sum(impressions) AS impressions, sum(clicks) AS clicks, sum(orders) AS orders,
    sum(returns) AS returns, sum(revenue_minor) AS revenue_minor
  FROM ${view}
  WHERE ${condition} AND ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day < $3)
    AND ($4::scenario IS NULL OR scenario = $4)
  GROUP BY ${key}, currency`;

const STORE_FUNNELS = (isVisible: string) => `
  SELECT wanted.origin, ${SUMS}
  FROM (SELECT id, n, origin FROM unnest($1::uuid[]) WITH ORDINALITY AS store (id, n)
    CROSS JOIN unnest(enum_range(NULL::item_origin)) AS origin) AS wanted
  LEFT JOIN (${filtered('store_day_totals', 'store_id, origin', `store_id = ANY($1) AND ${isVisible}`)}) AS sums
    ON sums.store_id = wanted.id AND sums.origin = wanted.origin
  GROUP BY wanted.n, wanted.origin ORDER BY wanted.n, wanted.origin`;

const ITEM_FUNNELS = (isVisible: string) => `
  SELECT items.origin, ${SUMS}
  FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, n) JOIN items ON items.id = wanted.id
  LEFT JOIN (${filtered('item_day_totals', 'item_id', `item_id = ANY($1) AND ${isVisible}`)}) AS sums
    ON sums.item_id = wanted.id
  GROUP BY wanted.n, items.origin ORDER BY wanted.n`;
