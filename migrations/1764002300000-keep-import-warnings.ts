import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An import keeps what a person should look at again, and a rejected row what to type about it. */
export class KeepImportWarnings1764002300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE import_runs
        ADD COLUMN warning_count bigint NOT NULL DEFAULT 0 CHECK (warning_count >= 0),
        ADD COLUMN first_warnings jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE import_rejects ADD COLUMN hint text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE import_rejects DROP COLUMN hint;
      ALTER TABLE import_runs DROP COLUMN first_warnings, DROP COLUMN warning_count;
    `);
  }
}
