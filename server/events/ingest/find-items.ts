import type { EntityManager } from 'typeorm';
import { takesEvents } from '../../catalog/index.js';
import { isUuid } from '../event.js';
import { Rejection, type ScreenedEvent } from './screen-event.js';

/** The item an event is about. */
export interface KnownItem {
  readonly id: string;
  readonly storeId: string;
  /** Currency of its price; null without a price. */
  readonly currency: string | null;
  /** The import that added it; null if none did. */
  readonly addedByRun: string | null;
}

/**
 * Looks up the items of some events: in one round trip where all are named by key and none or all with a store, in one
 * more for each other kind of name. Nothing is remembered from batch to batch, so an item that changes is never out of
 * date.
 *
 * @returns reads the item of one event of the batch; throws Rejection for an unknown or ambiguous one
 */
export async function findItems(
  manager: EntityManager,
  workspaceId: string,
  events: readonly ScreenedEvent[],
): Promise<(event: ScreenedEvent) => KnownItem> {
  const references = new Map(
    events.filter(({ item }) => item !== null).map((event) => [keyOf(event), event]),
  );
  const wanted = [...references.values()];
  const found = new Map<string, KnownItem[]>();
  const lookUps = [
    [BY_KEY, wanted.filter((event) => !isInStore(event))],
    [BY_KEY_IN_STORE, wanted.filter(isInStore)],
    [BY_ID, wanted.filter(isById)],
  ] as const;
  for (const [sql, some] of lookUps) {
    if (some.length === 0) continue;
    const stores = some.some(isInStore) ? some.map(({ store }) => store) : []; // unnest fills them up with NULL
    const rows: FoundRow[] = await manager.query(sql, [
      workspaceId,
      some.map(({ item }) => item),
      stores,
      stores.map((store) => (store !== null && isUuid(store) ? store : null)),
    ]);
    for (const { n, ...item } of rows) addOnce(found, keyOf(some[Number(n) - 1]!), item);
  }
  return (event) => theOne(event, found.get(keyOf(event)) ?? []);
}

/** An item may have its own id as its key, so that it is found twice. */
function addOnce(found: Map<string, KnownItem[]>, key: string, item: KnownItem): void {
  const known = found.get(key);
  if (!known) found.set(key, [item]);
  else if (!known.some(({ id }) => id === item.id)) known.push(item);
}

interface FoundRow extends KnownItem {
  readonly n: string;
}

const keyOf = ({ item, store }: ScreenedEvent) => (store === null ? item! : `${item}\0${store}`);

const isInStore = ({ store }: ScreenedEvent) => store !== null;

/** A uuid may be the item's own id as well as the shop's key. */
const isById = ({ item }: ScreenedEvent) => isUuid(item!);

const foundIn = (type: string) => `
  SELECT n, item.id, item.store_id AS "storeId", item.currency, item.added_by_run AS "addedByRun"
  FROM unnest($2::${type}[], $3::text[], $4::uuid[]) WITH ORDINALITY AS reference (item, store, store_id, n)`;

const TAKES_EVENTS = `store.workspace_id = $1 AND ${takesEvents('store')}`;

/** Items first, by an index, and then the store of each: OFFSET 0 keeps the planner from trying each store with each name. */
const itemsBy = (type: string, match: string) => `${foundIn(type)}
  JOIN items item ON ${match}
  CROSS JOIN LATERAL (
    SELECT FROM stores store WHERE store.id = item.store_id AND ${TAKES_EVENTS}
      AND (reference.store IS NULL OR store.name = reference.store OR store.id = reference.store_id) OFFSET 0
  ) AS store`;

const BY_KEY = itemsBy('text', 'item.key = reference.item');
const BY_ID = itemsBy('uuid', 'item.id = reference.item');

/** The store first: many stores may use the same key. */
const BY_KEY_IN_STORE = `${foundIn('text')}
  CROSS JOIN LATERAL (
    SELECT store.id FROM stores store WHERE ${TAKES_EVENTS} AND store.name = reference.store
    UNION SELECT store.id FROM stores store WHERE ${TAKES_EVENTS} AND store.id = reference.store_id
  ) AS store
  JOIN items item ON item.store_id = store.id AND item.key = reference.item`;

function theOne({ item, store }: ScreenedEvent, items: readonly KnownItem[]): KnownItem {
  const [first] = items;
  const inStore = store === null ? '' : ` in store ${store}`;
  if (!first)
    throw new Rejection(`item ${item} is unknown${inStore}: add it to the catalogue, then send this again`);
  if (items.length > 1) {
    throw new Rejection(
      `item ${item} exists in several stores: send the name of its store too`,
      importRunsOf(items),
    );
  }
  return first;
}

const importRunsOf = (items: readonly KnownItem[]) => [
  ...new Set(items.flatMap(({ addedByRun }) => addedByRun ?? [])),
];
