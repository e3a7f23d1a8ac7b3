import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiKeys1764000200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE api_keys (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        workspace_id uuid NOT NULL,
        name         text NOT NULL,
        scopes       text[] NOT NULL,
        key_hash     text NOT NULL,
        prefix       text NOT NULL,
        created_by   uuid,
        created_at   timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        revoked_at   timestamptz,
        CONSTRAINT api_keys_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
        CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash),
        CONSTRAINT api_keys_scopes_check
          CHECK (scopes <@ ARRAY['events:write', 'assignments:read', 'read'] AND scopes <> '{}')
      );
      CREATE INDEX api_keys_workspace_id_idx ON api_keys (workspace_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE api_keys');
  }
}
