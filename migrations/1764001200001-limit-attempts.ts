import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LimitAttempts1764001200001 implements MigrationInterface {
  /** The columns of `attempts`, and their order, are those that rate-limiter-flexible writes. */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attempts (
        key    text PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
      CREATE TABLE known_devices (
        token_hash text NOT NULL,
        user_id    uuid NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (token_hash, user_id),
        CONSTRAINT known_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      );
      CREATE INDEX known_devices_user_id_idx ON known_devices (user_id);
      CREATE INDEX known_devices_expires_at_idx ON known_devices (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE known_devices, attempts');
  }
}
