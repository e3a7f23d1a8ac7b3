import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an import changed, so that it can be reverted: every total, batch of events, store and item names the run that
 * stated it, and rows hold what was there before where a run replaced or changed something. Runs from before this
 * migration are not `recorded`. A run without a fingerprint no longer answers for its file.
 */
export class RecordWhatImportsChange1764002100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(RUNS);
    await db.query(WHO_STATED_IT);
    await db.query(FORMER_VALUES);
    await db.query(DEPENDENCIES);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE removed_items, event_repeats, import_references, import_former_items, import_former_counts;
      ALTER TABLE event_batches DROP COLUMN run_id;
      ALTER TABLE stores DROP COLUMN added_by_run, DROP COLUMN stated_by_run;
      ALTER TABLE items DROP COLUMN added_by_run, DROP COLUMN stated_by_run;
      ALTER TABLE item_counts DROP COLUMN run_id;
      DELETE FROM import_runs WHERE fingerprint IS NULL;
      DROP INDEX import_runs_workspace_id_started_at_idx;
      ALTER TABLE import_runs
        ALTER COLUMN fingerprint SET NOT NULL,
        ALTER COLUMN started_at TYPE timestamptz,
        DROP COLUMN requested_by, DROP COLUMN recorded, DROP COLUMN reverted_at, DROP COLUMN reverted_by,
        DROP COLUMN revert_tallies;
    `);
  }
}

const RUNS = `
  ALTER TABLE import_runs
    ALTER COLUMN fingerprint DROP NOT NULL,
    ALTER COLUMN started_at TYPE timestamptz(3),
    ADD COLUMN requested_by text,
    ADD COLUMN recorded boolean NOT NULL DEFAULT false,
    ADD COLUMN reverted_at timestamptz,
    ADD COLUMN reverted_by text,
    ADD COLUMN revert_tallies jsonb;
  CREATE INDEX import_runs_workspace_id_started_at_idx ON import_runs (workspace_id, started_at, id);
`;

/**
 * No foreign keys: they would cost one look-up a row. `stated_by_run` is the run that last added or changed the facts
 * of a store or an item; null once a person changed them.
 */
const WHO_STATED_IT = `
  ALTER TABLE item_counts ADD COLUMN run_id uuid;
  CREATE INDEX item_counts_run_id_idx ON item_counts (run_id) WHERE run_id IS NOT NULL;
  ALTER TABLE items ADD COLUMN added_by_run uuid, ADD COLUMN stated_by_run uuid;
  CREATE INDEX items_added_by_run_idx ON items (added_by_run) WHERE added_by_run IS NOT NULL;
  ALTER TABLE stores ADD COLUMN added_by_run uuid, ADD COLUMN stated_by_run uuid;
  CREATE INDEX stores_added_by_run_idx ON stores (added_by_run) WHERE added_by_run IS NOT NULL;
  ALTER TABLE event_batches ADD COLUMN run_id uuid;
  CREATE INDEX event_batches_run_id_idx ON event_batches (run_id) WHERE run_id IS NOT NULL;
`;

/** `contested` is an item that something else changed between two chunks of the run. */
const FORMER_VALUES = `
  CREATE TABLE import_former_counts (
    run_id        uuid NOT NULL REFERENCES import_runs (id) ON DELETE CASCADE,
    item_id       uuid NOT NULL,
    scenario      scenario NOT NULL,
    day           date,
    impressions   bigint NOT NULL,
    clicks        bigint NOT NULL,
    orders        bigint NOT NULL,
    returns       bigint NOT NULL,
    revenue_minor bigint,
    currency      text,
    former_run_id uuid
  );
  CREATE INDEX import_former_counts_run_id_idx ON import_former_counts (run_id);
  CREATE INDEX import_former_counts_former_run_id_idx ON import_former_counts (former_run_id)
    WHERE former_run_id IS NOT NULL;

  CREATE TABLE import_former_items (
    run_id        uuid NOT NULL REFERENCES import_runs (id) ON DELETE CASCADE,
    item_id       uuid NOT NULL,
    title         text NOT NULL,
    category      text,
    price_minor   bigint,
    currency      text,
    listed_on     date,
    retired_on    date,
    image_hash    text,
    stated_by_run uuid,
    contested     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (run_id, item_id)
  );
  CREATE INDEX import_former_items_stated_by_run_idx ON import_former_items (stated_by_run)
    WHERE stated_by_run IS NOT NULL;
`;

/**
 * What depends on a run (`on_run`). `import_references`: rows of an import that name stores or items of the run;
 * `by_run` is null for counts that came with a request. `event_repeats`: events that were not counted because of one
 * of the run; `by_run` is null where they did not come in a file. `removed_items` are the items removed a moment ago,
 * about which an event may still be on its way.
 */
const DEPENDENCIES = `
  CREATE TABLE import_references (
    workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    on_run       uuid NOT NULL,
    by_run       uuid,
    row_count    bigint NOT NULL CHECK (row_count > 0)
  );
  CREATE INDEX import_references_on_run_idx ON import_references (on_run);
  CREATE INDEX import_references_by_run_idx ON import_references (by_run) WHERE by_run IS NOT NULL;

  CREATE TABLE event_repeats (
    workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    on_run       uuid NOT NULL,
    by_run       uuid,
    source       text NOT NULL,
    rejected     boolean NOT NULL,
    event_count  bigint NOT NULL CHECK (event_count > 0),
    UNIQUE NULLS NOT DISTINCT (on_run, by_run, source, rejected)
  );
  CREATE INDEX event_repeats_by_run_idx ON event_repeats (by_run) WHERE by_run IS NOT NULL;

  CREATE TABLE removed_items (
    item_id    uuid PRIMARY KEY,
    removed_at timestamptz NOT NULL DEFAULT now()
  );
`;
