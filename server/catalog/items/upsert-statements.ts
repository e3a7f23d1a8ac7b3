/** `n` is the number of the row; rows of unknown stores drop out by the join. */
const GIVEN = `
  WITH given AS (
    SELECT row.*
    FROM jsonb_to_recordset($1::jsonb) AS row (
      n integer, "storeId" uuid, key text, origin item_origin, title text, category text, "priceMinor" bigint,
      currency text, "listedOn" date, "retiredOn" date, "imageHash" text)
    JOIN stores ON stores.id = row."storeId"
  )`;

/** Ordered by the key, so that two imports at once cannot wait for each other in a circle. */
export const ADD_MISSING = `${GIVEN}
  INSERT INTO items
    (store_id, key, origin, title, category, price_minor, currency, listed_on, retired_on, image_hash)
  SELECT DISTINCT ON ("storeId", key)
    "storeId", key, origin, coalesce(title, key), category, "priceMinor", currency, "listedOn", "retiredOn", "imageHash"
  FROM given
  ORDER BY "storeId", key, n
  ON CONFLICT (store_id, key) DO NOTHING
  RETURNING id`;

/**
 * The last row of an item that states a fact decides it: array_agg keeps the stated ones, latest first.
 * A day that is stated now beats a known one that contradicts it, as when an item is put on sale again.
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
    SELECT items.id, items.category AS former_category, coalesce(stated.title, items.title) AS title, coalesce(stated.category, items.category) AS category,
      coalesce("priceMinor", items.price_minor) AS price_minor, coalesce(stated.currency, items.currency) AS currency,
      coalesce("listedOn", CASE WHEN "retiredOn" < items.listed_on THEN NULL ELSE items.listed_on END) AS listed_on,
      CASE WHEN "retiredOn" < "listedOn" THEN NULL
        ELSE coalesce("retiredOn", CASE WHEN items.retired_on < "listedOn" THEN NULL ELSE items.retired_on END)
      END AS retired_on,
      coalesce("imageHash", items.image_hash) AS image_hash
    FROM stated JOIN items ON items.id = stated.id
    ORDER BY items.id
    FOR UPDATE OF items
  )
  UPDATE items
  SET (title, category, price_minor, currency, listed_on, retired_on, image_hash) =
    (wanted.title, wanted.category, wanted.price_minor, wanted.currency, wanted.listed_on, wanted.retired_on,
     wanted.image_hash)
  FROM wanted
  WHERE items.id = wanted.id
    AND (items.title, items.category, items.price_minor, items.currency, items.listed_on, items.retired_on,
         items.image_hash)
    IS DISTINCT FROM
    (wanted.title, wanted.category, wanted.price_minor, wanted.currency, wanted.listed_on, wanted.retired_on,
     wanted.image_hash)
  RETURNING items.id, items.store_id AS "storeId",
    items.category IS DISTINCT FROM wanted.former_category AS recategorised`;

export const FIND = `${GIVEN}
  SELECT given.n, items.id, items.origin
  FROM given
  JOIN items ON items.store_id = given."storeId" AND items.key = given.key`;
