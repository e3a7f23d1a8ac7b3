import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file that comes again is known by its bytes, also where it is read with other settings; null for older imports. */
export class HashImportedFiles1764002700001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE import_runs ADD COLUMN content_hash text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE import_runs DROP COLUMN content_hash');
  }
}
