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
 * Looks up the items of some events in one round trip, two where some are named by uuid. Nothing is remembered from
 * batch to batch: the look-up is a seventh of the insert, and an item that changes is never out of date.
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
  const found = new Map<string, Map<string, KnownItem>>(wanted.map((event) => [keyOf(event), new Map()]));
  for (const [sql, some] of [[BY_KEY, wanted] as const, [BY_ID, wanted.filter(isById)] as const]) {
    if (some.length === 0) continue;
    const rows: FoundRow[] = await manager.query(sql, [
      workspaceId,
      some.map(({ item }) => item),
      some.map(({ store }) => store),
    ]);
    for (const { n, ...item } of rows) found.get(keyOf(some[Number(n) - 1]!))!.set(item.id, item);
  }
  return (event) => theOne(event, [...found.get(keyOf(event))!.values()]);
}

interface FoundRow extends KnownItem {
  readonly n: string;
}

const keyOf = ({ item, store }: ScreenedEvent) => (store === null ? item! : `${item}\0${store}`);

/** A uuid may be the item's own id as well as the shop's key. */
const isById = ({ item }: ScreenedEvent) => isUuid(item!);

const itemsBy = (type: string, match: string) => `
  SELECT n, item.id, store.id AS "storeId", item.currency, item.added_by_run AS "addedByRun"
  FROM unnest($2::${type}[], $3::text[]) WITH ORDINALITY AS reference (item, store, n)
  JOIN items item ON ${match} JOIN stores store ON store.id = item.store_id
  WHERE store.workspace_id = $1 AND ${takesEvents('store')}
    AND (reference.store IS NULL OR store.name = reference.store OR store.id::text = reference.store)`;

const BY_KEY = itemsBy('text', 'item.key = reference.item');
const BY_ID = itemsBy('uuid', 'item.id = reference.item');

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
