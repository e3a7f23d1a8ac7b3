import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The job that deletes a store: no event of the store is accepted while the job has not ended. */
export class MarkRemovedStores1764002500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE stores ADD COLUMN removal_job_id bigint REFERENCES jobs (id) ON DELETE SET NULL;
      CREATE INDEX stores_removal_job_id_idx ON stores (removal_job_id) WHERE removal_job_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE stores DROP COLUMN removal_job_id');
  }
}
