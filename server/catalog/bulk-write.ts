import type { EntityManager } from 'typeorm';
import { isCurrency, NAME_LENGTH_RANGE } from '../platform/index.js';
import { ItemOrigin } from './item.entity.js';
import { isName } from './name.js';
import { markReclassified, requestPriceBands } from './price-bands.js';

/** One item as an import states it. What is absent or null says nothing: it leaves what is known. */
export interface ItemRow {
  readonly storeId: string;
  /** The shop's own name for the item; with `storeId` it says which item is meant. */
  readonly key: string;
  readonly origin: ItemOrigin;
  /** The key, where a new item has none. */
  readonly title?: string | null;
  readonly category?: string | null;
  /** Minor units of `currency`; the two stand together. */
  readonly priceMinor?: number | null;
  /** ISO 4217. */
  readonly currency?: string | null;
  /** ISO days. */
  readonly listedOn?: string | null;
  readonly retiredOn?: string | null;
  /** Of an image that is stored already. */
  readonly imageHash?: string | null;
}

/** What became of a row: the item it means, or the sentence why it was refused. */
export type ItemOutcome =
  | { readonly itemId: string; readonly reason?: undefined }
  | { readonly itemId: null; readonly reason: string };

export interface StoresUpserted {
  /** Id by name, of every name that was given. */
  readonly idByName: ReadonlyMap<string, string>;
  readonly addedCount: number;
}

export interface ItemsUpserted {
  /** One outcome a row, in the order of the rows. */
  readonly outcomes: readonly ItemOutcome[];
  readonly addedCount: number;
  /** Items that existed and of which something changed. */
  readonly changedCount: number;
}

/**
 * Finds stores by name and adds those that are missing, in one statement for thousands of names.
 * It checks no permission: the command that imports does. Names are trimmed by the caller and not empty.
 *
 * @param manager of the transaction of the import
 */
export async function upsertStores(
  manager: EntityManager,
  workspaceId: string,
  names: readonly string[],
): Promise<StoresUpserted> {
  const added: { name: string; id: string }[] = await manager.query(
    `INSERT INTO stores (workspace_id, name)
     SELECT $1, name FROM (SELECT DISTINCT unnest($2::text[]) AS name) AS given ORDER BY name
     ON CONFLICT (workspace_id, name) DO NOTHING
     RETURNING name, id`,
    [workspaceId, names],
  );
  const stores: { name: string; id: string }[] = await manager.query(
    'SELECT name, id FROM stores WHERE workspace_id = $1 AND name = ANY($2::text[])',
    [workspaceId, names],
  );
  return { idByName: new Map(stores.map(({ name, id }) => [name, id])), addedCount: added.length };
}

/**
 * Finds items by store and key, adds those that are missing and brings the others up to date, in three
 * statements for thousands of rows. Where several rows mean one item, the last one that states a fact wins.
 * A row whose origin differs from the item's is refused and changes nothing; of two rows that disagree about
 * a new item, the first one counts. It checks no permission. Price bands follow within a minute, or at once when
 * the import calls `PriceBandService.reclassify` after its last chunk.
 *
 * @param manager of the transaction of the import
 * @param rows    of stores of one workspace; at most some ten thousand a call
 */
export async function upsertItems(manager: EntityManager, rows: readonly ItemRow[]): Promise<ItemsUpserted> {
  const problems = rows.map(problemOf);
  const valid = rows.flatMap((row, n) => (problems[n] ? [] : [{ ...row, n }]));
  const given = [JSON.stringify(valid)];
  const added: { id: string }[] = await manager.query(ADD_MISSING, given);
  const [changed]: [ChangedItem[], number] = await manager.query(CHANGE_EXISTING, given);
  const found: FoundItem[] = await manager.query(FIND, given);
  const outcomes: ItemOutcome[] = problems.map((reason) => ({
    itemId: null,
    reason: reason ?? 'no such store',
  }));
  for (const { n, id, origin } of found) outcomes[n] = outcomeOf(rows[n]!, id, origin);
  if (added.length + changed.length > 0) await requestPriceBands(manager, storeIdsOf(valid));
  await markReclassified(manager, storeIdsOf(changed.filter(({ recategorised }) => recategorised)));
  const addedIds = new Set(added.map(({ id }) => id));
  return {
    outcomes,
    addedCount: added.length,
    changedCount: changed.filter(({ id }) => !addedIds.has(id)).length,
  };
}

const storeIdsOf = (rows: readonly { readonly storeId: string }[]) => [
  ...new Set(rows.map(({ storeId }) => storeId)),
];

interface ChangedItem {
  readonly id: string;
  readonly storeId: string;
  readonly recategorised: boolean;
}

interface FoundItem {
  readonly n: number;
  readonly id: string;
  readonly origin: ItemOrigin;
}

const outcomeOf = (row: ItemRow, itemId: string, origin: ItemOrigin): ItemOutcome =>
  row.origin === origin
    ? { itemId }
    : {
        itemId: null,
        reason: `item "${row.key}" is ${origin}, not ${row.origin}, and an origin never changes`,
      };

/** Why a row can never be an item; null when it can. The database holds the same rules, but for a whole statement. */
function problemOf(row: ItemRow): string | null {
  const { key, title, category, priceMinor, currency, listedOn, retiredOn, origin } = row;
  if (!isName(key)) return `the item's key must have 1 to ${NAME_LENGTH_RANGE.max} characters`;
  if (title != null && !isName(title)) return `title must have 1 to ${NAME_LENGTH_RANGE.max} characters`;
  if (category != null && !isName(category))
    return `category must have 1 to ${NAME_LENGTH_RANGE.max} characters`;
  if (!Object.values(ItemOrigin).includes(origin)) return `origin is "${origin}", not ${ORIGINS}`;
  if (listedOn && retiredOn && retiredOn < listedOn)
    return `retired on ${retiredOn}, before listed on ${listedOn}`;
  return priceProblem(priceMinor ?? null, currency ?? null);
}

const ORIGINS = Object.values(ItemOrigin).join(' or ');

/** What is wrong with a price in minor units; null when nothing is. */
export function priceProblem(priceMinor: number | null, currency: string | null): string | null {
  if ((priceMinor === null) !== (currency === null))
    return 'a price needs its currency, and a currency its price';
  if (priceMinor === null || currency === null) return null;
  if (!isCurrency(currency)) return `"${currency}" is not an ISO 4217 currency such as EUR`;
  if (!Number.isSafeInteger(priceMinor) || priceMinor < 0)
    return 'a price is a whole number of minor units from 0';
  return null;
}

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
const ADD_MISSING = `${GIVEN}
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
const CHANGE_EXISTING = `${GIVEN},
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

const FIND = `${GIVEN}
  SELECT given.n, items.id, items.origin
  FROM given
  JOIN items ON items.store_id = given."storeId" AND items.key = given.key`;
