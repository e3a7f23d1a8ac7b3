import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row a file that is being or was imported, with how far it got: a chunk of rows and its progress are committed
 * together, so that a killed import goes on where it stopped. `import_keys` holds what the rows of an unfinished
 * run have stated, so that a second row about the same thing is found however large the file is. A run is overtaken
 * when another import may have replaced the totals that it stated.
 */
export class CreateImports1764000500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE import_runs (
        id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        workspace_id   uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        kind           text NOT NULL,
        fingerprint    text NOT NULL,
        file_name      text NOT NULL,
        columns        text[] NOT NULL,
        last_row       bigint NOT NULL DEFAULT 0 CHECK (last_row >= 0),
        row_count      bigint NOT NULL DEFAULT 0 CHECK (row_count >= 0),
        rejected_count bigint NOT NULL DEFAULT 0 CHECK (rejected_count >= 0),
        tallies        jsonb NOT NULL DEFAULT '{}',
        started_at     timestamptz NOT NULL DEFAULT now(),
        finished_at    timestamptz,
        overtaken      boolean NOT NULL DEFAULT false,
        UNIQUE (workspace_id, fingerprint)
      );
      CREATE TABLE import_rejects (
        run_id     uuid NOT NULL REFERENCES import_runs (id) ON DELETE CASCADE,
        row_number bigint NOT NULL,
        reason     text NOT NULL,
        cells      jsonb NOT NULL,
        PRIMARY KEY (run_id, row_number)
      );
      CREATE TABLE import_keys (
        run_id uuid NOT NULL REFERENCES import_runs (id) ON DELETE CASCADE,
        key    uuid NOT NULL,
        PRIMARY KEY (run_id, key)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE import_keys, import_rejects, import_runs');
  }
}
