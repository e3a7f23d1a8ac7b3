/** `n` is the number of the row; rows of unknown stores drop out by the join. */
const GIVEN = `
  WITH given AS (
    SELECT row.*
    FROM jsonb_to_recordset($1::jsonb) AS row (
      n integer, "storeId" uuid, key text, origin item_origin, title text, category text, "priceMinor" bigint,
      currency text, "listedOn" date, "retiredOn" date, "imageHash" text)
    JOIN stores ON stores.id = row."storeId"
  )`;

/** What an import may change of an item, as columns. */
const FACTS = ['title', 'category', 'price_minor', 'currency', 'listed_on', 'retired_on', 'image_hash'];

/** Ordered by the key, so that two imports at once cannot wait for each other in a circle. */
export const ADD_MISSING = `${GIVEN}
  INSERT INTO items
    (store_id, key, origin, title, category, price_minor, currency, listed_on, retired_on, image_hash, added_by_run,
      stated_by_run)
  SELECT DISTINCT ON ("storeId", key)
    "storeId", key, origin, coalesce(title, key), category, "priceMinor", currency, "listedOn", "retiredOn",
    "imageHash", $2::uuid, $2::uuid
  FROM given
  ORDER BY "storeId", key, n
  ON CONFLICT (store_id, key) DO NOTHING
  RETURNING id`;

/**
 * The last row of an item that states a fact decides it: array_agg keeps the stated ones, latest first.
 * A day that is stated now beats a known one that contradicts it, as when an item is put on sale again. What an item
 * was before the run ($2) changed it is kept, so that the run can be reverted; an item that something else changed
 * between two chunks of the run is contested.
 */
export const CHANGE_EXISTING = `${GIVEN},
  stated AS (
    SELECT items.id,
      ${['title', 'category', 'priceMinor', 'currency', 'listedOn', 'retiredOn', 'imageHash']
        .map(
          (name) =>
            `(array_agg(given."${name}" ORDER BY given.n DESC) FILTER (WHERE given."${name}" IS NOT NULL))[1] AS "${name}"`,
        )
        .join(',\n      ')}
    FROM given
    JOIN items ON items.store_id = given."storeId" AND items.key = given.key AND items.origin = given.origin
    GROUP BY items.id
  ),
  wanted AS (
    SELECT items.id, ${FACTS.map((fact) => `items.${fact} AS former_${fact}`).join(', ')},
      items.stated_by_run AS former_run, coalesce(stated.title, items.title) AS title, coalesce(stated.category, items.category) AS category,
      coalesce("priceMinor", items.price_minor) AS price_minor, coalesce(stated.currency, items.currency) AS currency,
      coalesce("listedOn", CASE WHEN "retiredOn" < items.listed_on THEN NULL ELSE items.listed_on END) AS listed_on,
      CASE WHEN "retiredOn" < "listedOn" THEN NULL
        ELSE coalesce("retiredOn", CASE WHEN items.retired_on < "listedOn" THEN NULL ELSE items.retired_on END)
      END AS retired_on,
      coalesce("imageHash", items.image_hash) AS image_hash
    FROM stated JOIN items ON items.id = stated.id
    ORDER BY items.id
    FOR NO KEY UPDATE OF items
  ),
  changed AS (
    SELECT * FROM wanted
    WHERE (${FACTS.map((fact) => `former_${fact}`).join(', ')}) IS DISTINCT FROM (${FACTS.join(', ')})
  ),
  kept AS (
    INSERT INTO import_former_items (run_id, item_id, ${FACTS.join(', ')}, stated_by_run)
    SELECT $2::uuid, id, ${FACTS.map((fact) => `former_${fact}`).join(', ')}, former_run FROM changed
    WHERE $2::uuid IS NOT NULL AND former_run IS DISTINCT FROM $2::uuid
    ON CONFLICT (run_id, item_id) DO UPDATE SET contested = true
  )
  UPDATE items
  SET (${FACTS.join(', ')}, stated_by_run) = (${FACTS.map((fact) => `changed.${fact}`).join(', ')}, $2::uuid)
  FROM changed
  WHERE items.id = changed.id
  RETURNING items.id, items.store_id AS "storeId",
    items.category IS DISTINCT FROM changed.former_category AS recategorised`;

export const FIND = `${GIVEN}
  SELECT given.n, items.id, items.origin, items.added_by_run AS "addedBy", items.stated_by_run AS "statedBy"
  FROM given
  JOIN items ON items.store_id = given."storeId" AND items.key = given.key`;
