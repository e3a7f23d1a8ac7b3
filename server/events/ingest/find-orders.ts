import type { EntityManager } from 'typeorm';
import type { Scenario } from '../../catalog/index.js';
import { EventKind } from '../event.js';
import type { ResolvedEvent } from './resolve-events.js';

/** A stored order, as far as its returns need it. */
export interface KnownOrder {
  readonly scenario: Scenario;
  readonly occurredAt: Date;
}

/** Stored orders by `orderOf`. */
export type KnownOrders = ReadonlyMap<string, KnownOrder>;

/** The same for an order and a return of the same item under the same order id. */
export const orderOf = ({ event, itemId }: ResolvedEvent): string => `${itemId}/${event.order.orderId}`;

/** Looks up the stored orders that the returns among these events are about. */
export async function findOrders(
  manager: EntityManager,
  workspaceId: string,
  resolved: readonly ResolvedEvent[],
): Promise<KnownOrders> {
  const returned = resolved.filter(isOfAnOrder);
  if (returned.length === 0) return new Map();
  const rows: (KnownOrder & { itemId: string; orderId: string })[] = await manager.query(
    `SELECT item_id AS "itemId", order_id AS "orderId", scenario, occurred_at AS "occurredAt"
     FROM events WHERE workspace_id = $1 AND order_id = ANY($2) AND kind = 'ORDER'`,
    [workspaceId, returned.map(({ event }) => event.order.orderId)],
  );
  return new Map(rows.map(({ itemId, orderId, ...order }) => [`${itemId}/${orderId}`, order]));
}

/**
 * When the order of every return was placed, be it stored or of this batch; null for everything else, and for a
 * return that came before its order: that one counts on its own day for good, since stored events never change.
 */
export function orderTimes(resolved: readonly ResolvedEvent[], stored: KnownOrders): (Date | null)[] {
  const orders = new Map([...stored].map(([order, { occurredAt }]) => [order, occurredAt]));
  for (const order of resolved.filter(({ event }) => event.kind === EventKind.ORDER).sort(asInserted)) {
    orders.set(orderOf(order), orders.get(orderOf(order)) ?? order.event.occurredAt);
  }
  return resolved.map((event) => (isOfAnOrder(event) ? (orders.get(orderOf(event)) ?? null) : null));
}

const isOfAnOrder = ({ event }: ResolvedEvent) =>
  event.kind === EventKind.RETURN && event.order.orderId !== null;

/** Of several orders of an item under one order id, the first in the order of the key is the one that is kept. */
function asInserted(a: ResolvedEvent, b: ResolvedEvent): number {
  const [keyOfA, keyOfB] = [a, b].map(({ event, eventId }) => `${event.visitorId}${eventId}`);
  return keyOfA! < keyOfB! ? -1 : 1;
}
