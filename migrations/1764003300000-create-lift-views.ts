import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions to the lift page that people keep under a name. */
export class CreateLiftViews1764003300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE lift_views (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        author_id    uuid NOT NULL REFERENCES users (id),
        author_name  text NOT NULL,
        name         text NOT NULL CHECK (name <> ''),
        parameters   text NOT NULL CHECK (length(parameters) BETWEEN 1 AND 8000),
        created_at   timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (workspace_id, author_id, name)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE lift_views;');
  }
}
