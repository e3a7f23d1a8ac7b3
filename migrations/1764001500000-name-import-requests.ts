import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which request began a run, so that a job that runs again after a crash knows its own run from another's. */
export class NameImportRequests1764001500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE import_runs ADD COLUMN request_id text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE import_runs DROP COLUMN request_id');
  }
}
