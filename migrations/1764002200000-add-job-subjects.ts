import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a job is about, e.g. the file of an import, so that a list of jobs says more than their kinds. */
export class AddJobSubjects1764002200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE jobs ADD COLUMN subject text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE jobs DROP COLUMN subject');
  }
}
