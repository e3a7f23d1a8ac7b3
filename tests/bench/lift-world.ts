import type { DataSource, EntityManager } from 'typeorm';

/** Sizes of a world of rollups. */
export interface WorldSize {
  readonly stores: number;
  readonly itemsPerStore: number;
  readonly days: number;
  readonly categories: number;
  /** About how many events the rollups add up to. */
  readonly events: number;
}

/** What there really is. */
export interface World {
  readonly events: number;
  readonly itemDays: number;
  readonly storeDays: number;
  readonly itemWeeks: number;
  readonly storeSums: number;
  readonly sliceSums: number;
  readonly itemSums: number;
}

/**
 * Fills a workspace with stores, items and rollups as the roll-up of as many events would leave them; the events
 * themselves are not made. Traffic differs widely between stores and items, click-through rates and lifts between
 * stores. The same every time.
 */
export async function addWorld(dataSource: DataSource, workspaceId: string, size: WorldSize): Promise<World> {
  await dataSource.transaction(async (manager) => {
    await manager.query('SELECT setseed(0.5)');
    await manager.query('SET LOCAL max_parallel_workers_per_gather = 0'); // each process would have its own seed
    await manager.query('SET LOCAL session_replication_role = replica'); // millions of foreign keys that are right
    await addCatalogue(manager, workspaceId, size);
    await addItemDays(manager, workspaceId, size);
    await manager.query(COARSER_ROLLUPS, [workspaceId]);
  });
  await dataSource.query('VACUUM ANALYZE'); // as autovacuum would have done by the time anybody asks
  const [world] = await dataSource.query(`
    SELECT (SELECT sum(impressions + clicks + orders + returns)::float8 FROM store_days) AS events,
      (SELECT count(*)::int FROM item_days) AS "itemDays",
      (SELECT count(*)::int FROM store_days) AS "storeDays",
      (SELECT count(*)::int FROM item_weeks) AS "itemWeeks",
      (SELECT count(*)::int FROM store_sums) AS "storeSums",
      (SELECT count(*)::int FROM slice_sums) AS "sliceSums",
      (SELECT count(*)::int FROM item_sums) AS "itemSums"`);
  return world;
}

async function addCatalogue(manager: EntityManager, workspaceId: string, size: WorldSize): Promise<void> {
  await manager.query(
    `INSERT INTO stores (workspace_id, name, attributes)
     SELECT $1, 'Store ' || n, jsonb_build_object('region', (ARRAY['north', 'east', 'south', 'west'])[1 + n % 4])
     FROM generate_series(1, $2::int) AS n`,
    [workspaceId, size.stores],
  );
  await manager.query(
    `INSERT INTO items (store_id, key, title, origin, category, price_minor, currency, price_band)
     SELECT id, 'item-' || n, 'Item ' || n, (enum_range(NULL::item_origin))[1 + n % 2], category, price, 'EUR',
       ntile(3) OVER (PARTITION BY category ORDER BY price)
     FROM (
       SELECT id, n, 'category ' || 1 + floor(random() * $3::int)::int AS category,
         1000 + floor(random() * 9000)::int AS price
       FROM stores, generate_series(1, $2::int) AS n WHERE workspace_id = $1) AS drawn`,
    [workspaceId, size.itemsPerStore, size.categories],
  );
}

const SUMS = 'impressions, clicks, orders, returns, revenue_minor, revenue_square, totalled_orders';
const SCENARIOS = 3;

/**
 * Impressions are geometric, the rest follows from them with its rate. What has an amount stands in rows of its own
 * beside what has none, as events come: an order carries a currency and an impression does not.
 */
async function addItemDays(manager: EntityManager, workspaceId: string, size: WorldSize): Promise<void> {
  const cells = size.stores * size.itemsPerStore * SCENARIOS * size.days;
  await manager.query(
    `WITH store AS MATERIALIZED (
       SELECT id, exp(random_normal(-0.5, 1)) AS traffic, 0.05 * exp(random_normal(0, 0.2)) AS ctr,
         exp(random_normal(0.1, 0.15)) AS lift
       FROM stores WHERE workspace_id = $1
     ), item AS MATERIALIZED (
       SELECT items.id, price_minor AS price, traffic * exp(random_normal(-0.125, 0.5)) AS traffic,
         CASE WHEN origin = 'AI_GENERATED' THEN ctr * lift ELSE ctr END AS ctr
       FROM items JOIN store ON store.id = store_id
     ), seen AS (
       SELECT item.*, scenario, day, floor(ln(1 - random()) / ln(mean / (1 + mean)))::bigint AS impressions
       FROM item, unnest(enum_range(NULL::scenario)) AS scenario,
         generate_series(date '2026-01-05', date '2026-01-05' + $3::int - 1, interval '1 day') AS day,
         LATERAL (SELECT item.traffic * $2::float8 + 0.001 AS mean OFFSET 0) AS expected
     ), clicked AS (SELECT *, least(impressions, floor(impressions * ctr + random()))::bigint AS clicks FROM seen
     ), ordered AS (SELECT *, floor(clicks * 0.04 + random() * least(clicks, 1))::bigint AS orders FROM clicked
     ), returned AS MATERIALIZED (SELECT *, floor(orders * 0.1 + random() * least(orders, 1))::bigint AS returns FROM ordered
     )
     INSERT INTO item_days (item_id, scenario, day, currency, ${SUMS})
     SELECT id, scenario, day, '', impressions, clicks, 0, 0, 0, 0, 0 FROM returned WHERE impressions > 0
     UNION ALL
     SELECT id, scenario, day, 'EUR', 0, 0, orders, returns, orders * price, orders * price::numeric ^ 2, 0
     FROM returned WHERE orders > 0
     ORDER BY 3 -- roll-ups add one day after the other`,
    [workspaceId, (size.events * 0.95) / cells, size.days],
  );
}

const ADDED_UP = SUMS.split(', ')
  .map((measure) => `sum(${measure})`)
  .join(', ');

const rollUp = (table: string, key: string) => `
  INSERT INTO ${table} (workspace_id, ${key}, ${SUMS})
  SELECT $1::uuid, ${key}, ${ADDED_UP} FROM (SELECT *, date_trunc('week', day::timestamp)::date AS week FROM item_days) AS dated
  JOIN (SELECT id AS item_id, store_id, origin, category, price_band FROM items) AS item USING (item_id)
  GROUP BY ${key} ORDER BY ${key}`;

const STORE_KEY = 'store_id, origin, scenario, currency';

const COARSER_ROLLUPS = `
  WITH by_store_and_day AS (${rollUp('store_days', `${STORE_KEY}, day`)}),
    by_store AS (${rollUp('store_sums', STORE_KEY)}),
    by_slice AS (${rollUp('slice_sums', `${STORE_KEY}, category, price_band`)}),
    by_item AS (${rollUp('item_sums', `${STORE_KEY}, category, price_band, item_id`)})
  ${rollUp('item_weeks', 'week, item_id, store_id, origin, scenario, currency')}`;
