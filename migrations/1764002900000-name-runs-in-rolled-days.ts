import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `rolled_days` tells the events of imports apart, so that a revert subtracts what the rollups were given for them. */
export class NameRunsInRolledDays1764002900000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW rolled_days');
    await db.query(viewOf('batch.run_id, '));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW rolled_days');
    await db.query(viewOf(''));
  }
}

/** Sums as the migration that creates the events has them; an item's key stands for all that it says. */
const viewOf = (runId: string) => `
  CREATE VIEW rolled_days AS
  SELECT ${runId}batch.workspace_id, item.store_id, item.id AS item_id, item.origin, item.category, item.price_band,
    event.scenario,
    (COALESCE(event.ordered_at, event.occurred_at) AT TIME ZONE workspace.time_zone)::date AS day,
    COALESCE(event.currency, '') AS currency,
    count(*) FILTER (WHERE event.kind = 'IMPRESSION') AS impressions,
    count(*) FILTER (WHERE event.kind = 'CLICK') AS clicks,
    count(*) FILTER (WHERE event.kind = 'ORDER') AS orders,
    count(*) FILTER (WHERE event.kind = 'RETURN') AS returns,
    COALESCE(sum(event.amount_minor) FILTER (WHERE event.kind = 'ORDER'), 0) AS revenue_minor,
    COALESCE(sum(event.amount_minor::numeric * event.amount_minor) FILTER (WHERE event.kind = 'ORDER'), 0)
      AS revenue_square,
    0::bigint AS totalled_orders
  FROM event_batches batch
  JOIN workspaces workspace ON workspace.id = batch.workspace_id
  JOIN events event ON event.batch_id = batch.id
  JOIN items item ON item.id = event.item_id
  WHERE batch.rolled_up_at IS NOT NULL
  GROUP BY ${runId}batch.workspace_id, item.id, event.scenario, day, COALESCE(event.currency, '')`;
