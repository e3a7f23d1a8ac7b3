import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateJobs1764000300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TYPE job_status AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');
      CREATE TABLE jobs (
        id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind          text NOT NULL,
        status        job_status NOT NULL DEFAULT 'QUEUED',
        cancelling    boolean NOT NULL DEFAULT false,
        payload       jsonb NOT NULL,
        done          bigint NOT NULL DEFAULT 0,
        total         bigint,
        message       text,
        result        jsonb,
        error         text,
        workspace_id  uuid,
        requester_id  uuid,
        requested_by  text NOT NULL,
        attempts_left integer NOT NULL,
        run           integer NOT NULL DEFAULT 0,
        locked_by     text,
        created_at    timestamptz NOT NULL DEFAULT now(),
        started_at    timestamptz,
        finished_at   timestamptz,
        CONSTRAINT jobs_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT jobs_done_check CHECK (done >= 0),
        CONSTRAINT jobs_finished_at_check
          CHECK ((finished_at IS NOT NULL) = (status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')))
      );
      CREATE INDEX jobs_unfinished_idx ON jobs (id) WHERE finished_at IS NULL;
      CREATE INDEX jobs_workspace_id_id_idx ON jobs (workspace_id, id);
      CREATE INDEX jobs_requester_id_id_idx ON jobs (requester_id, id);

      CREATE FUNCTION announce_job() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_notify('toile_jobs', json_build_object('id', NEW.id::text, 'cancelling', NEW.cancelling)::text);
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER jobs_announce AFTER INSERT OR UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION announce_job();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE jobs; DROP FUNCTION announce_job; DROP TYPE job_status;');
  }
}
