import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddDivergence1764000900000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE model_runs ADD COLUMN diverged boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE model_runs DROP COLUMN diverged');
  }
}
