import type { EntityManager } from 'typeorm';
import { takesEvents } from '../../catalog/index.js';
import { AMOUNT_MINOR_RANGE, minorUnits, roundingFault } from '../../platform/index.js';
import { EventKind, eventIdOf, type IncomingEvent, type UuidFor, uuidsOf } from '../event.js';
import { dayBeginnings } from './bare-days.js';
import { findItems, type KnownItem } from './find-items.js';
import { oneLinePerItem } from './lines-of-one-item.js';
import { Rejection, type ScreenedEvent, screenEvent } from './screen-event.js';

/** An event whose item was found, with its amount in minor units. */
export interface ResolvedEvent {
  /** As it came in; several share it where one event returns a whole order. */
  readonly event: ScreenedEvent;
  readonly eventId: string;
  readonly itemId: string;
  readonly storeId: string;
  readonly amountMinor: number | null;
  readonly currency: string | null;
}

export interface Resolution {
  readonly resolved: readonly ResolvedEvent[];
  readonly rejected: readonly RejectedEvent[];
}

export interface RejectedEvent {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly reason: string;
  /** Imports without which it might not be rejected, e.g. those that added items among which it names none. */
  readonly importRuns?: readonly string[];
}

/** Reads the events, finds their items, and makes one event per item of those that return a whole order. */
export async function resolveEvents(
  manager: EntityManager,
  { workspaceId, events, receivedAt }: Incoming,
): Promise<Resolution> {
  const sieve = new Sieve();
  const uuidFor = uuidsOf(workspaceId);
  const reception = {
    uuidFor,
    visitorIdOf: remembered(uuidFor),
    receivedAt,
    dayBeginnings: await dayBeginnings(manager, workspaceId, events),
  };
  const screened = sieve.keep(
    events.entries(),
    ([index, event]) => screenEvent(event, index, reception),
    first,
  );
  const itemOf = await findItems(manager, workspaceId, screened);
  const ofItems = screened.filter(({ item }) => item !== null);
  const found = sieve.keep(ofItems, (event) => resolveEvent(event, itemOf(event)), indexOf);
  const resolved = sieve.keep(found, oneLinePerItem(found), ({ event }) => event.index);
  const ofOrders = screened.filter(({ item }) => item === null);
  const orders = await findWholeOrders(manager, workspaceId, { ofOrders, resolved });
  const returned = sieve.keep(ofOrders, (event) => perItem(event, orders, uuidFor), indexOf);
  return { resolved: [...resolved, ...returned.flat()], rejected: sieve.rejected };
}

interface Incoming {
  readonly workspaceId: string;
  readonly events: readonly IncomingEvent[];
  readonly receivedAt: Date;
}

const first = ([index]: [number, unknown]) => index;
const indexOf = ({ index }: ScreenedEvent) => index;

/** Goes on where one event is rejected, and remembers why it was. */
class Sieve {
  private readonly rejections = new Map<number, Rejection>();

  /** In the order of the batch. */
  get rejected(): RejectedEvent[] {
    const sorted = [...this.rejections].sort(([a], [b]) => a - b);
    return sorted.map(([index, { message, importRuns }]) => ({
      index,
      reason: message,
      ...(importRuns.length > 0 && { importRuns }),
    }));
  }

  keep<T, R>(events: Iterable<T>, read: (event: T) => R, indexOf: (event: T) => number): R[] {
    const kept: R[] = [];
    for (const event of events) {
      try {
        kept.push(read(event));
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        this.rejections.set(indexOf(event), error);
      }
    }
    return kept;
  }
}

function remembered(uuidFor: UuidFor): UuidFor {
  const known = new Map<string, string>();
  return (name) => {
    const uuid = known.get(name) ?? uuidFor(name);
    known.set(name, uuid);
    return uuid;
  };
}

/** @throws {Rejection} for an amount without a currency, or one that is no amount of it */
function resolveEvent(event: ScreenedEvent, item: KnownItem): ResolvedEvent {
  const { amount, amountMinor, amountIsComputed } = event.order;
  const { eventId } = event;
  const { id: itemId, storeId } = item;
  if (amount === null && amountMinor === null) {
    return { event, eventId, itemId, storeId, amountMinor: null, currency: null };
  }
  const currency = event.order.currency ?? item.currency;
  if (!currency) throw new Rejection('the amount has no currency: send one, or give the item a price');
  const minor = amountMinor ?? toMinor(amount!, currency);
  const fault = amount === null || amountIsComputed ? null : roundingFault(amount, currency);
  if (fault !== null) throw new Rejection(`amount is ${amount}, ${fault}`);
  return {
    event,
    eventId,
    itemId,
    storeId,
    amountMinor: minor,
    currency,
  };
}

function toMinor(amount: string, currency: string): number {
  const minor = minorUnits(amount, currency);
  if (minor === null) throw new Rejection(`amount ${amount} is not a decimal number`);
  if (minor < 0n) throw new Rejection(`amount ${amount} is negative`);
  if (minor > AMOUNT_MINOR_RANGE.max) {
    throw new Rejection(
      `amount ${amount} is more than one event may state: at most ${AMOUNT_MINOR_RANGE.max} minor units`,
    );
  }
  return Number(minor);
}

/** Orders that are returned whole. */
interface WholeOrders {
  /** Items, each with its store, by order id: of stored orders and of those in the batch. */
  readonly items: ReadonlyMap<string, Map<string, string>>;
  /** Event ids of the returns of these orders that are stored. */
  readonly returns: ReadonlySet<string>;
}

async function findWholeOrders(
  manager: EntityManager,
  workspaceId: string,
  { ofOrders, resolved }: { ofOrders: readonly ScreenedEvent[]; resolved: readonly ResolvedEvent[] },
): Promise<WholeOrders> {
  const items = new Map(ofOrders.map(({ order }) => [order.orderId!, new Map<string, string>()]));
  if (items.size === 0) return { items, returns: new Set() };
  const stored: StoredOrder[] = await manager.query(STORED_ORDERS, [workspaceId, [...items.keys()]]);
  for (const { kind, orderId, itemId, storeId } of stored) {
    if (kind === EventKind.ORDER) items.get(orderId)?.set(itemId, storeId);
  }
  for (const { event, itemId, storeId } of resolved) {
    if (event.kind === EventKind.ORDER) items.get(event.order.orderId ?? '')?.set(itemId, storeId);
  }
  const returns = stored.filter(({ kind }) => kind === EventKind.RETURN);
  return { items, returns: new Set(returns.map(({ eventId }) => eventId)) };
}

interface StoredOrder {
  readonly kind: EventKind;
  readonly orderId: string;
  readonly itemId: string;
  readonly storeId: string;
  readonly eventId: string;
}

const STORED_ORDERS = `
  SELECT kind, order_id AS "orderId", item_id AS "itemId", store.id AS "storeId", event_id AS "eventId"
  FROM events JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
  WHERE events.workspace_id = $1 AND order_id = ANY($2) AND kind IN ('ORDER', 'RETURN') AND ${takesEvents('store')}`;

/**
 * A message that was recorded before means what it meant then: lines of the order that came later are not of it.
 *
 * @throws {Rejection} for an order without known items
 */
function perItem(event: ScreenedEvent, orders: WholeOrders, uuidFor: UuidFor): ResolvedEvent[] {
  const { orderId } = event.order;
  const items = [...(orders.items.get(orderId!) ?? [])]; // of item and store
  if (items.length === 0) {
    throw new Rejection(`order ${orderId} is unknown: send its items, or send this again after the order`);
  }
  const returned = items.map(([itemId, storeId]) => ({
    event,
    eventId: eventIdOf(uuidFor, `${event.eventId}/${itemId}`),
    itemId,
    storeId,
    amountMinor: null,
    currency: null,
  }));
  const recorded = returned.filter(({ eventId }) => orders.returns.has(eventId));
  return recorded.length > 0 ? recorded : returned;
}
