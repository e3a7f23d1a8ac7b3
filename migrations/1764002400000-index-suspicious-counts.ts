import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imported totals that contradict themselves are found without reading the others: a report warns of them. */
export class IndexSuspiciousCounts1764002400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX item_counts_excess_clicks_idx ON item_counts (item_id) WHERE clicks > impressions;
      CREATE INDEX item_counts_excess_orders_idx ON item_counts (item_id) WHERE orders > clicks;
      CREATE INDEX item_counts_excess_returns_idx ON item_counts (item_id) WHERE returns > orders;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX item_counts_excess_clicks_idx, item_counts_excess_orders_idx, item_counts_excess_returns_idx;
    `);
  }
}
