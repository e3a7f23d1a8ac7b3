import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Totals per item over the whole period: squares of item totals do not add up over days. Sorted into slices like
 * slice_sums, so that both agree at every moment.
 */
export class AddItemSums1764003100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLE);
    await db.query(FILL);
    await db.query(VIEWS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW item_totals, item_day_totals; DROP TABLE item_sums; ${itemDayTotals('', '')}`);
  }
}

/** Keyed by store and item, so that the sums of one store lie together. */
const TABLE = `
  CREATE TABLE item_sums (
    workspace_id    uuid NOT NULL,
    store_id        uuid NOT NULL,
    item_id         uuid NOT NULL,
    origin          item_origin NOT NULL,
    scenario        scenario NOT NULL,
    category        text,
    price_band      smallint,
    currency        text NOT NULL,
    impressions     bigint NOT NULL,
    clicks          bigint NOT NULL,
    orders          bigint NOT NULL,
    returns         bigint NOT NULL,
    revenue_minor   numeric NOT NULL,
    revenue_square  numeric NOT NULL,
    totalled_orders bigint NOT NULL,
    UNIQUE NULLS NOT DISTINCT (workspace_id, store_id, item_id, origin, scenario, category, price_band, currency),
    FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE
  );
`;

const SUMS = 'impressions, clicks, orders, returns, revenue_minor, revenue_square, totalled_orders';
const ITEM_KEY = 'workspace_id, store_id, item_id, origin, scenario, category, price_band, currency';

const FILL = `
  INSERT INTO item_sums (${ITEM_KEY}, ${SUMS})
  SELECT store.workspace_id, store.id, item.id, item.origin, scenario, category, price_band, item_days.currency,
    ${SUMS.replace(/\w+/g, 'sum($&)')}
  FROM item_days JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

/** Rollup and tail of items by day; the last columns are those that a report is filtered and cut by. */
const itemDayTotals = (ofItems: string, ofTail: string) => `
  CREATE VIEW item_day_totals AS
  SELECT store.workspace_id, item.store_id, item_id, item.origin, scenario, day, item_days.currency, ${SUMS}${ofItems}
  FROM item_days JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
  UNION ALL
  SELECT workspace_id, store_id, item_id, origin, scenario, day, currency, ${SUMS}${ofTail} FROM unrolled_days;
`;

/** Rollup and tail in one snapshot, as slice_totals. A key may come in several rows: sum them. */
const VIEWS = `
  CREATE VIEW item_totals AS
  SELECT ${ITEM_KEY}, ${SUMS} FROM item_sums
  UNION ALL
  SELECT ${ITEM_KEY}, ${SUMS} FROM unrolled_days;

  DROP VIEW item_day_totals;
  ${itemDayTotals(', item.category, item.price_band', ', category, price_band')}
`;
