import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of Toile brought the database to which migration: a version that knows fewer refuses it. */
export class CreateDatabaseUpgrades1764001400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE database_upgrades (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        version     text NOT NULL,
        migration   text NOT NULL,
        upgraded_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE database_upgrades');
  }
}
