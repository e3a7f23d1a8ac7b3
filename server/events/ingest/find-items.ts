import type { DataSource } from 'typeorm';
import { isUuid } from '../event.js';
import { Rejection, type ScreenedEvent } from './screen-event.js';

/** The item an event is about. */
export interface KnownItem {
  readonly id: string;
  /** Currency of its price; null without a price. */
  readonly currency: string | null;
}

/**
 * Looks up the items of some events in one round trip.
 *
 * @returns reads the item of one event of the batch; throws Rejection for an unknown or ambiguous one
 */
export async function findItems(
  dataSource: DataSource,
  workspaceId: string,
  events: readonly ScreenedEvent[],
): Promise<(event: ScreenedEvent) => KnownItem> {
  const references = new Map(
    events.filter(({ item }) => item !== null).map((event) => [keyOf(event), event]),
  );
  const wanted = [...references.values()];
  const found = new Map<string, KnownItem[]>([...references.keys()].map((key) => [key, []]));
  const rows: FoundRow[] = await dataSource.query(FIND, [
    workspaceId,
    wanted.map(({ item }) => item),
    wanted.map(({ store }) => store),
    wanted.map(({ item }) => (isUuid(item!) ? item : null)),
  ]);
  for (const { n, id, currency } of rows) found.get(keyOf(wanted[Number(n) - 1]!))!.push({ id, currency });
  return (event) => theOne(event, found.get(keyOf(event))!);
}

interface FoundRow extends KnownItem {
  readonly n: string;
}

const keyOf = ({ item, store }: ScreenedEvent) => (store === null ? item! : `${item}\0${store}`);

/** By the shop's key; a uuid may also be the item's own id. */
const FIND = `
  WITH reference AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::uuid[]) WITH ORDINALITY AS reference (key, store, id, n)
  ), found AS (
    SELECT n, reference.store AS wanted, item.id, item.currency, item.store_id
    FROM reference JOIN items item ON item.key = reference.key
    UNION
    SELECT n, reference.store, item.id, item.currency, item.store_id
    FROM reference JOIN items item ON item.id = reference.id
  )
  SELECT n, found.id, found.currency FROM found JOIN stores store ON store.id = found.store_id
  WHERE store.workspace_id = $1 AND (wanted IS NULL OR store.name = wanted OR store.id::text = wanted)`;

function theOne({ item, store }: ScreenedEvent, found: readonly KnownItem[]): KnownItem {
  const [first] = found;
  const place = store === null ? '' : ` in store ${store}`;
  if (!first)
    throw new Rejection(`item ${item} is unknown${place}: add it to the catalogue, then send this again`);
  if (found.length > 1) {
    throw new Rejection(`item ${item} exists in ${found.length} stores: send the name of its store too`);
  }
  return first;
}
