import type { DataSource } from 'typeorm';
import { minorUnits } from '../../platform/index.js';
import { EventKind, eventIdOf, type IncomingEvent, uuidsOf } from '../event.js';
import { findItems, type KnownItem } from './find-items.js';
import { type Reception, Rejection, type ScreenedEvent, screenEvent } from './screen-event.js';

/** An event of a known item, with its amount in minor units. */
export interface PlacedEvent extends Omit<ScreenedEvent, 'item' | 'store' | 'amount'> {
  readonly itemId: string;
  /** Names the event as it came in, where one that returns a whole order becomes several. */
  readonly incomingId: string;
}

export interface Placement {
  readonly placed: readonly PlacedEvent[];
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
}

/** Reads the events, finds their items, and makes one event per item of those that return a whole order. */
export async function placeEvents(
  dataSource: DataSource,
  { workspaceId, events, receivedAt }: Incoming,
): Promise<Placement> {
  const attempts = new Attempts();
  const reception = { uuidFor: remembered(uuidsOf(workspaceId)), receivedAt };
  const screened = events.flatMap((event, index) =>
    attempts.make(index, () => screenEvent(event, index, reception)),
  );
  const itemOf = await findItems(dataSource, workspaceId, screened);
  const placed = screened
    .filter(({ item }) => item !== null)
    .flatMap((event) => attempts.make(event.index, () => placeEvent(event, itemOf(event))));
  const whole = screened.filter(({ item }) => item === null);
  const ordered = await findOrderedItems(dataSource, workspaceId, { whole, placed });
  const returned = whole.flatMap((event) =>
    attempts.make(event.index, () => perItem(event, ordered, reception)).flat(),
  );
  return { placed: [...placed, ...returned], rejected: attempts.rejected.sort((a, b) => a.index - b.index) };
}

interface Incoming {
  readonly workspaceId: string;
  readonly events: readonly IncomingEvent[];
  readonly receivedAt: Date;
}

/** Goes on where one event is rejected, and remembers why it was. */
class Attempts {
  readonly rejected: { index: number; reason: string }[] = [];

  make<T>(index: number, work: () => T): T[] {
    try {
      return [work()];
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.rejected.push({ index, reason: error.message });
      return [];
    }
  }
}

/** Visitors come again and again in a batch; hashing them once is the larger half of the work on an event. */
function remembered(uuidFor: Reception['uuidFor']): Reception['uuidFor'] {
  const known = new Map<string, string>();
  return (name) => {
    const uuid = known.get(name) ?? uuidFor(name);
    known.set(name, uuid);
    return uuid;
  };
}

/** @throws {Rejection} for an amount without a currency, or one that is no amount of it */
function placeEvent(event: ScreenedEvent, item: KnownItem): PlacedEvent {
  const { item: _item, store: _store, amount, ...rest } = event;
  const place = { ...rest, itemId: item.id, incomingId: event.eventId };
  if (amount === null && event.amountMinor === null) return { ...place, currency: null };
  const currency = event.currency ?? item.currency;
  if (!currency) throw new Rejection('the amount has no currency: send one, or give the item a price');
  return { ...place, currency, amountMinor: event.amountMinor ?? toMinor(amount!, currency) };
}

function toMinor(amount: string, currency: string): number {
  const minor = minorUnits(amount, currency);
  if (minor === null) throw new Rejection(`amount ${amount} is not a decimal number`);
  if (minor < 0n || minor > Number.MAX_SAFE_INTEGER) {
    throw new Rejection(`amount ${amount} is negative or too large`);
  }
  return Number(minor);
}

/** Items by order id, of stored orders and of those in the batch. */
async function findOrderedItems(
  dataSource: DataSource,
  workspaceId: string,
  { whole, placed }: { whole: readonly ScreenedEvent[]; placed: readonly PlacedEvent[] },
): Promise<Map<string, Set<string>>> {
  const ordered = new Map(whole.map(({ orderId }) => [orderId!, new Set<string>()]));
  if (ordered.size === 0) return ordered;
  const stored: { orderId: string; itemId: string }[] = await dataSource.query(
    `SELECT order_id AS "orderId", item_id AS "itemId" FROM events
     WHERE workspace_id = $1 AND order_id = ANY($2) AND kind = 'ORDER'`,
    [workspaceId, [...ordered.keys()]],
  );
  const inBatch = placed.filter(({ kind }) => kind === EventKind.ORDER);
  for (const { orderId, itemId } of [...stored, ...inBatch]) ordered.get(orderId ?? '')?.add(itemId);
  return ordered;
}

/** @throws {Rejection} for an order without known items */
function perItem(
  event: ScreenedEvent,
  ordered: ReadonlyMap<string, ReadonlySet<string>>,
  { uuidFor }: Reception,
): PlacedEvent[] {
  const items = [...(ordered.get(event.orderId!) ?? [])];
  if (items.length === 0) {
    throw new Rejection(
      `order ${event.orderId} is unknown: send its items, or send this again after the order`,
    );
  }
  return items.map((itemId) => ({
    ...placeEvent({ ...event, amount: null, amountMinor: null }, { id: itemId, currency: null }),
    eventId: eventIdOf(uuidFor, `${event.eventId}/${itemId}`),
  }));
}
