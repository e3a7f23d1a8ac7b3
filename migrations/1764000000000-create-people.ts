import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1764000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TYPE user_role AS ENUM ('ADMIN', 'ANALYST', 'PM', 'EXPERT', 'MERCHANT', 'ML_ENGINEER');
      CREATE TABLE users (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email         text NOT NULL,
        name          text NOT NULL,
        role          user_role NOT NULL,
        password_hash text,
        disabled_at   timestamptz,
        signed_in_at  timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_email_key UNIQUE (email),
        CONSTRAINT users_email_check CHECK (email = lower(email))
      );

      CREATE TABLE sessions (
        token_hash text PRIMARY KEY,
        user_id    uuid NOT NULL,
        by_link    boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        seen_at    timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      );
      CREATE INDEX sessions_user_id_idx ON sessions (user_id);
      CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

      CREATE TABLE sign_in_links (
        token_hash text PRIMARY KEY,
        user_id    uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at    timestamptz,
        CONSTRAINT sign_in_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      );
      CREATE INDEX sign_in_links_user_id_idx ON sign_in_links (user_id);

      CREATE TABLE audit_log (
        id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at           timestamptz NOT NULL DEFAULT now(),
        actor_kind   text NOT NULL,
        actor_id     uuid,
        actor_name   text NOT NULL,
        action       text NOT NULL,
        subject_type text NOT NULL,
        subject_id   text NOT NULL,
        details      jsonb NOT NULL DEFAULT '{}'
      );
      CREATE FUNCTION refuse_audit_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'restrict_violation';
        END
      $$;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_log_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE audit_log;
      DROP FUNCTION refuse_audit_log_change;
      DROP TABLE sign_in_links, sessions, users;
      DROP TYPE user_role;
    `);
  }
}
