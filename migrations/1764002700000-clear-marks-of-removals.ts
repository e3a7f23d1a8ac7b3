import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A store is marked only while the job that would delete it has not ended, however it ends: events look at the mark
 * alone, and wait for nothing that holds jobs.
 */
export class ClearMarksOfRemovals1764002700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION clear_removal_mark() RETURNS trigger AS $$
      BEGIN
        UPDATE stores SET removal_job_id = NULL WHERE removal_job_id = NEW.id;
        RETURN NULL;
      END $$ LANGUAGE plpgsql;
      CREATE TRIGGER jobs_clear_removal_mark AFTER UPDATE OF finished_at ON jobs
        FOR EACH ROW WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION clear_removal_mark();
      UPDATE stores SET removal_job_id = NULL
      WHERE removal_job_id IN (SELECT id FROM jobs WHERE finished_at IS NOT NULL);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER jobs_clear_removal_mark ON jobs;
      DROP FUNCTION clear_removal_mark();
    `);
  }
}
