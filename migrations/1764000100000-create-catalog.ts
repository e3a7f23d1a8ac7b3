import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalog1764000100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(WORKSPACES);
    await db.query(STORES);
    await db.query(ITEMS);
    await db.query(IMMUTABLE_FACTS);
    await db.query("INSERT INTO workspaces (slug, name, is_default) VALUES ('main', 'Main', true)");
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE price_band_requests, price_bands, items, images, store_members, stores, workspaces;
      DROP FUNCTION refuse_change;
      DROP TYPE item_origin;
      DROP TYPE estimand;
    `);
  }
}

const WORKSPACES = `
  CREATE TYPE estimand AS ENUM ('EQUAL_WEIGHT', 'LOG_RATIO', 'BIAS_CORRECTED', 'TRAFFIC_WEIGHTED', 'RANDOM_EFFECTS');
  CREATE TABLE workspaces (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug              text NOT NULL UNIQUE CONSTRAINT workspaces_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name              text NOT NULL CONSTRAINT workspaces_name_check CHECK (name <> ''),
    time_zone         text NOT NULL DEFAULT 'UTC',
    headline_estimand estimand NOT NULL DEFAULT 'EQUAL_WEIGHT',
    minimum_traffic   integer NOT NULL DEFAULT 0
                      CONSTRAINT workspaces_minimum_traffic_check CHECK (minimum_traffic >= 0),
    simulated         boolean NOT NULL DEFAULT false,
    list_scenarios    jsonb NOT NULL DEFAULT '{}'
                      CONSTRAINT workspaces_list_scenarios_check CHECK (jsonb_typeof(list_scenarios) = 'object'),
    is_default        boolean NOT NULL DEFAULT false,
    has_days          boolean NOT NULL DEFAULT false,
    created_at        timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT workspaces_default_is_real_check CHECK (NOT (is_default AND simulated))
  );
  CREATE UNIQUE INDEX workspaces_is_default_idx ON workspaces (is_default) WHERE is_default;
`;

const STORES = `
  CREATE TABLE stores (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id    uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name            text NOT NULL CONSTRAINT stores_name_check CHECK (name <> ''),
    attributes      jsonb NOT NULL DEFAULT '{}'
                    CONSTRAINT stores_attributes_check CHECK (jsonb_typeof(attributes) = 'object'),
    reclassified_at timestamptz NULL,
    created_at      timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (workspace_id, name)
  );
  CREATE TABLE store_members (
    store_id uuid NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    user_id  uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (store_id, user_id)
  );
  CREATE INDEX store_members_user_id_idx ON store_members (user_id);
`;

const ITEMS = `
  CREATE TYPE item_origin AS ENUM ('AI_GENERATED', 'HUMAN_DESIGNED');
  CREATE TABLE images (
    hash         text PRIMARY KEY CONSTRAINT images_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'),
    content_type text NOT NULL,
    byte_size    integer NOT NULL CONSTRAINT images_byte_size_check CHECK (byte_size > 0),
    width        integer NOT NULL CONSTRAINT images_width_check CHECK (width > 0),
    height       integer NOT NULL CONSTRAINT images_height_check CHECK (height > 0),
    created_at   timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE TABLE items (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    store_id    uuid NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    key         text NOT NULL CONSTRAINT items_key_check CHECK (key <> ''),
    title       text NOT NULL CONSTRAINT items_title_check CHECK (title <> ''),
    origin      item_origin NOT NULL,
    category    text NULL CONSTRAINT items_category_check CHECK (category <> ''),
    price_minor bigint NULL
                CONSTRAINT items_price_minor_check CHECK (price_minor BETWEEN 0 AND 9007199254740991),
    currency    text NULL CONSTRAINT items_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    price_band  smallint NULL CONSTRAINT items_price_band_check CHECK (price_band BETWEEN 1 AND 3),
    listed_on   date NULL,
    retired_on  date NULL,
    image_hash  text NULL REFERENCES images (hash),
    created_at  timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (store_id, key),
    CONSTRAINT items_price_check CHECK ((price_minor IS NULL) = (currency IS NULL)),
    CONSTRAINT items_dates_check CHECK (retired_on >= listed_on)
  );
  CREATE INDEX items_store_id_created_at_idx ON items (store_id, created_at, id);
  CREATE INDEX items_created_at_idx ON items (created_at, id);
  CREATE INDEX items_key_idx ON items (key);
  CREATE TABLE price_bands (
    workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    category     text NOT NULL,
    currency     text NOT NULL,
    lower_edge   bigint NOT NULL,
    upper_edge   bigint NOT NULL,
    item_count   integer NOT NULL,
    computed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, category, currency)
  );
  CREATE TABLE price_band_requests (
    workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE
  );
`;

/** The service refuses these changes with a sentence; the database refuses them to everybody. */
const IMMUTABLE_FACTS = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '%.% never changes', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'check_violation';
  END $$;
  CREATE TRIGGER items_origin_immutable BEFORE UPDATE ON items FOR EACH ROW
    WHEN (OLD.origin IS DISTINCT FROM NEW.origin) EXECUTE FUNCTION refuse_change('origin');
  CREATE TRIGGER items_store_immutable BEFORE UPDATE ON items FOR EACH ROW
    WHEN (OLD.store_id IS DISTINCT FROM NEW.store_id) EXECUTE FUNCTION refuse_change('store_id');
  CREATE TRIGGER stores_workspace_immutable BEFORE UPDATE ON stores FOR EACH ROW
    WHEN (OLD.workspace_id IS DISTINCT FROM NEW.workspace_id) EXECUTE FUNCTION refuse_change('workspace_id');
  CREATE TRIGGER workspaces_simulated_immutable BEFORE UPDATE ON workspaces FOR EACH ROW
    WHEN (OLD.simulated IS DISTINCT FROM NEW.simulated) EXECUTE FUNCTION refuse_change('simulated');
  CREATE TRIGGER workspaces_time_zone_immutable BEFORE UPDATE ON workspaces FOR EACH ROW
    WHEN (OLD.has_days AND OLD.time_zone IS DISTINCT FROM NEW.time_zone)
    EXECUTE FUNCTION refuse_change('time_zone');
`;
