import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Totals per item and week, so that the items of a range of days are found in its weeks and in a few days at its ends.
 * They take the place of the totals per slice and day, of which there were about as many as of items. Days are looked up
 * by themselves, and lie together as the roll-ups add them.
 */
export class AddItemWeeks1764003110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW slice_day_totals; DROP TABLE slice_days');
    await db.query(TABLE);
    await db.query(FILL);
    await db.query('CREATE INDEX item_days_day_idx ON item_days (day)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX item_days_day_idx; DROP TABLE item_weeks');
    await db.query(SLICE_DAYS);
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

const SUMS = 'impressions, clicks, orders, returns, revenue_minor, revenue_square, totalled_orders';

/** Keyed by week, since a range of days names weeks. `week` is its Monday; null for totals without a day. */
const TABLE = `
  CREATE TABLE item_weeks (
    workspace_id uuid NOT NULL,
    week         date,
    store_id     uuid NOT NULL,
    item_id      uuid NOT NULL,
    origin       item_origin NOT NULL,
    scenario     scenario NOT NULL,
    currency     text NOT NULL,
    ${MEASURES},
    UNIQUE NULLS NOT DISTINCT (workspace_id, week, store_id, item_id, origin, scenario, currency)
  );
`;

const FILL = `
  INSERT INTO item_weeks (workspace_id, week, store_id, item_id, origin, scenario, currency, ${SUMS})
  SELECT store.workspace_id, date_trunc('week', day::timestamp)::date, store.id, item.id, item.origin, scenario,
    item_days.currency, ${SUMS.replace(/\w+/g, 'sum($&)')}
  FROM item_days JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 2`;

const SLICE_KEY = 'workspace_id, store_id, origin, scenario, category, price_band, day, currency';

const SLICE_DAYS = `
  CREATE TABLE slice_days (
    workspace_id uuid NOT NULL,
    store_id     uuid NOT NULL,
    origin       item_origin NOT NULL,
    scenario     scenario NOT NULL,
    category     text,
    price_band   smallint,
    day          date,
    currency     text NOT NULL,
    ${MEASURES},
    UNIQUE NULLS NOT DISTINCT (${SLICE_KEY}),
    FOREIGN KEY (workspace_id, store_id) REFERENCES stores (workspace_id, id) ON DELETE CASCADE
  );

  INSERT INTO slice_days (${SLICE_KEY}, ${SUMS})
  SELECT store.workspace_id, store.id, item.origin, scenario, category, price_band, day, item_days.currency,
    ${SUMS.replace(/\w+/g, 'sum($&)')}
  FROM item_days JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

  CREATE VIEW slice_day_totals AS
  SELECT ${SLICE_KEY}, ${SUMS} FROM slice_days
  UNION ALL
  SELECT ${SLICE_KEY}, ${SUMS} FROM unrolled_days;
`;
