import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scopes of their own for counts and the catalogue. Keys that exist keep theirs: `events:write` is events alone now. */
export class AddKeyScopes1764001200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE api_keys DROP CONSTRAINT api_keys_scopes_check;
      ALTER TABLE api_keys ADD CONSTRAINT api_keys_scopes_check CHECK (
        scopes <@ ARRAY['events:write', 'counts:write', 'catalog:write', 'assignments:read', 'read'] AND scopes <> '{}');
    `);
  }

  /** Keys that have no other scope are deleted: the scopes of before would let them do more. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM api_keys WHERE scopes <@ ARRAY['counts:write', 'catalog:write'];
      UPDATE api_keys SET scopes = array_remove(array_remove(scopes, 'counts:write'), 'catalog:write');
      ALTER TABLE api_keys DROP CONSTRAINT api_keys_scopes_check;
      ALTER TABLE api_keys ADD CONSTRAINT api_keys_scopes_check
        CHECK (scopes <@ ARRAY['events:write', 'assignments:read', 'read'] AND scopes <> '{}');
    `);
  }
}
