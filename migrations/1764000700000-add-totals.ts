import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rollups without days: a report over the whole period costs the same however many days there are. */
export class AddTotals1764000700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(addedUp('store_sums', 'store_days', STORE_KEY));
    await db.query(addedUp('slice_sums', 'slice_days', SLICE_KEY));
    await db.query(VIEWS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW store_totals, slice_totals; DROP TABLE store_sums, slice_sums;');
  }
}

const MEASURES = `
    impressions     bigint NOT NULL,
    clicks          bigint NOT NULL,
    orders          bigint NOT NULL,
    returns         bigint NOT NULL,
    revenue_minor   numeric NOT NULL,
    revenue_square  numeric NOT NULL,
    totalled_orders bigint NOT NULL`;

/** Measured and keyed as store_days and slice_days are, but for the day. */
const TABLES = `
  CREATE TABLE store_sums (
    workspace_id uuid NOT NULL,
    store_id     uuid NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    origin       item_origin NOT NULL,
    scenario     scenario NOT NULL,
    currency     text NOT NULL,
    ${MEASURES},
    UNIQUE (workspace_id, store_id, origin, scenario, currency)
  );
  CREATE TABLE slice_sums (
    workspace_id uuid NOT NULL,
    store_id     uuid NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    origin       item_origin NOT NULL,
    scenario     scenario NOT NULL,
    category     text,
    price_band   smallint,
    currency     text NOT NULL,
    ${MEASURES},
    UNIQUE NULLS NOT DISTINCT (workspace_id, store_id, origin, scenario, category, price_band, currency)
  );
`;

const SUMS = 'impressions, clicks, orders, returns, revenue_minor, revenue_square, totalled_orders';
const STORE_KEY = 'workspace_id, store_id, origin, scenario, currency';
const SLICE_KEY = `${STORE_KEY}, category, price_band`;

const addedUp = (table: string, days: string, key: string) => `
  INSERT INTO ${table} (${key}, ${SUMS})
  SELECT ${key}, ${SUMS.replace(/\w+/g, 'sum($&)')} FROM ${days} GROUP BY ${key}`;

/** Rollup and tail in one snapshot, as store_day_totals and slice_day_totals. A key may come in several rows: sum them. */
const VIEWS = `
  CREATE VIEW store_totals AS
  SELECT ${STORE_KEY}, ${SUMS} FROM store_sums
  UNION ALL
  SELECT ${STORE_KEY}, ${SUMS} FROM unrolled_days;

  CREATE VIEW slice_totals AS
  SELECT ${SLICE_KEY}, ${SUMS} FROM slice_sums
  UNION ALL
  SELECT ${SLICE_KEY}, ${SUMS} FROM unrolled_days;
`;
