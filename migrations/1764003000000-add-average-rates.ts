import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The estimand that new workspaces use. Those with stores keep theirs, marked as not chosen since.
 *
 * The type is made again: a value that is added to an enum cannot be used in the same transaction.
 */
export class AddAverageRates1764003000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ${remadeType("'AVERAGE_RATES', 'EQUAL_WEIGHT', 'LOG_RATIO', 'BIAS_CORRECTED', 'TRAFFIC_WEIGHTED', 'RANDOM_EFFECTS'", 'AVERAGE_RATES')}
      ALTER TABLE workspaces ADD COLUMN has_former_headline boolean NOT NULL DEFAULT false;
      UPDATE workspaces SET has_former_headline = true
       WHERE EXISTS (SELECT FROM stores WHERE stores.workspace_id = workspaces.id);
      UPDATE workspaces SET headline_estimand = 'AVERAGE_RATES'
       WHERE headline_estimand = 'EQUAL_WEIGHT' AND NOT has_former_headline;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE workspaces SET headline_estimand = 'EQUAL_WEIGHT' WHERE headline_estimand = 'AVERAGE_RATES';
      ALTER TABLE workspaces DROP COLUMN has_former_headline;
      ${remadeType("'EQUAL_WEIGHT', 'LOG_RATIO', 'BIAS_CORRECTED', 'TRAFFIC_WEIGHTED', 'RANDOM_EFFECTS'", 'EQUAL_WEIGHT')}
    `);
  }
}

const remadeType = (values: string, byDefault: string) => `
      ALTER TYPE estimand RENAME TO former_estimand;
      CREATE TYPE estimand AS ENUM (${values});
      ALTER TABLE workspaces
        ALTER COLUMN headline_estimand DROP DEFAULT,
        ALTER COLUMN headline_estimand TYPE estimand USING headline_estimand::text::estimand,
        ALTER COLUMN headline_estimand SET DEFAULT '${byDefault}';
      DROP TYPE former_estimand;`;
