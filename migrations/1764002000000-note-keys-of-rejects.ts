import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rejects say which API key sent them, so that a sender can read its own. */
export class NoteKeysOfRejects1764002000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE event_rejects ADD COLUMN key_id uuid;
      CREATE INDEX event_rejects_key_id_id_idx ON event_rejects (key_id, id) WHERE key_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE event_rejects DROP COLUMN key_id');
  }
}
