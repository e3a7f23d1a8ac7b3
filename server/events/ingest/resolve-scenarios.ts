import type { DataSource } from 'typeorm';
import { Scenario } from '../../catalog/index.js';
import { EventKind } from '../event.js';
import type { PlacedEvent } from './place-events.js';

/** An order or a click belongs to the list where its visitor met the item at most this long before. */
const MEMORY_MS = 7 * 24 * 60 * 60_000;

export interface ResolvedEvent extends PlacedEvent {
  readonly scenario: Scenario;
}

/** A scenario an event may take over. For a touch, `atMs` is when the visitor met the item, in ms. */
interface Source {
  readonly scenario: Scenario;
  readonly atMs: number;
}

/**
 * Gives every event its scenario: its own, else that of its list. A return without either takes that of its order;
 * everything but an impression then takes that of the visitor's last impression or click of the item within the 7
 * days before, stored or of this batch. The rest is OTHER.
 */
export async function resolveScenarios(
  dataSource: DataSource,
  workspaceId: string,
  events: readonly PlacedEvent[],
): Promise<ResolvedEvent[]> {
  const lists = await findListScenarios(dataSource, workspaceId, events);
  const stated = events.map((event) =>
    withScenario(event, event.scenario ?? lists[event.listId ?? ''] ?? null),
  );
  const open = stated.filter(({ kind, scenario }) => scenario === null && kind !== EventKind.IMPRESSION);
  if (open.length === 0) return stated.map((event) => withScenario(event, event.scenario ?? Scenario.OTHER));
  const known = await findSources(dataSource, workspaceId, open);
  return stated.toSorted(byTime).map((event) => {
    const resolved = withScenario(event, event.scenario ?? inferred(event, known) ?? Scenario.OTHER);
    remember(resolved, known);
    return resolved;
  });
}

const withScenario = <T extends Scenario | null>(event: PlacedEvent, scenario: T) => ({ ...event, scenario });

const ORDER_OF_KINDS = Object.values(EventKind);

/** As things happened; returns last, since they look at orders and nothing looks at them. */
function byTime(a: PlacedEvent, b: PlacedEvent): number {
  return (
    Number(a.kind === EventKind.RETURN) - Number(b.kind === EventKind.RETURN) ||
    a.occurredAt.getTime() - b.occurredAt.getTime() ||
    ORDER_OF_KINDS.indexOf(a.kind) - ORDER_OF_KINDS.indexOf(b.kind) ||
    a.index - b.index
  );
}

async function findListScenarios(
  dataSource: DataSource,
  workspaceId: string,
  events: readonly PlacedEvent[],
): Promise<Readonly<Record<string, Scenario>>> {
  if (!events.some(({ scenario, listId }) => scenario === null && listId !== null)) return {};
  const [{ lists }] = await dataSource.query('SELECT list_scenarios AS lists FROM workspaces WHERE id = $1', [
    workspaceId,
  ]);
  return lists;
}

/** What is known of the past of the open events; grows as the batch is gone through. */
interface Known {
  /** Last touch by visitor and item: of this batch, up to the event that is looked at. */
  readonly touches: Map<string, Source>;
  /** Stored touch before an event. */
  readonly stored: Map<string, Source>;
  /** By order id and item. */
  readonly orders: Map<string, Source>;
}

const visitOf = ({ visitorId, itemId }: PlacedEvent) => `${visitorId}/${itemId}`;
const orderOf = ({ orderId, itemId }: PlacedEvent) => `${itemId}/${orderId}`;
const momentOf = (event: PlacedEvent) => `${visitOf(event)}/${event.occurredAt.getTime()}`;

function inferred(event: PlacedEvent, { touches, stored, orders }: Known): Scenario | null {
  const order = event.kind === EventKind.RETURN && event.orderId ? orders.get(orderOf(event)) : undefined;
  if (order) return order.scenario;
  if (event.kind === EventKind.IMPRESSION) return null;
  const sources = [touches.get(visitOf(event)), stored.get(momentOf(event))].filter(
    (source) => source !== undefined,
  );
  const [last] = sources.sort((a, b) => b.atMs - a.atMs);
  return last && event.occurredAt.getTime() - last.atMs <= MEMORY_MS ? last.scenario : null;
}

function remember(event: ResolvedEvent, { touches, orders }: Known): void {
  const source = { scenario: event.scenario, atMs: event.occurredAt.getTime() };
  if (event.kind === EventKind.ORDER) orders.set(orderOf(event), orders.get(orderOf(event)) ?? source);
  if (event.kind === EventKind.IMPRESSION || event.kind === EventKind.CLICK)
    touches.set(visitOf(event), source);
}

async function findSources(
  dataSource: DataSource,
  workspaceId: string,
  events: readonly PlacedEvent[],
): Promise<Known> {
  const stored = new Map<string, Source>();
  const moments = [...new Map(events.map((event) => [momentOf(event), event])).values()];
  const touches: (Source & { n: string })[] = await dataSource.query(LAST_TOUCHES, [
    moments.map(({ visitorId }) => visitorId),
    moments.map(({ itemId }) => itemId),
    moments.map(({ occurredAt }) => occurredAt),
  ]);
  for (const { n, scenario, atMs } of touches)
    stored.set(momentOf(moments[Number(n) - 1]!), { scenario, atMs });
  return { touches: new Map(), stored, orders: await findOrders(dataSource, workspaceId, events) };
}

async function findOrders(
  dataSource: DataSource,
  workspaceId: string,
  events: readonly PlacedEvent[],
): Promise<Map<string, Source>> {
  const returned = events.filter(({ kind, orderId }) => kind === EventKind.RETURN && orderId);
  if (returned.length === 0) return new Map();
  const rows: (Source & { itemId: string; orderId: string })[] = await dataSource.query(ORDERS, [
    workspaceId,
    returned.map(({ orderId }) => orderId),
  ]);
  return new Map(rows.map(({ itemId, orderId, ...order }) => [`${itemId}/${orderId}`, order]));
}

const LAST_TOUCHES = `
  SELECT n, last.scenario, (extract(epoch FROM last.occurred_at) * 1000)::float8 AS "atMs"
  FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) WITH ORDINALITY AS moment (visitor_id, item_id, at, n)
  CROSS JOIN LATERAL (
    SELECT scenario, occurred_at FROM events
    WHERE visitor_id = moment.visitor_id AND item_id = moment.item_id AND kind IN ('IMPRESSION', 'CLICK')
      AND occurred_at BETWEEN moment.at - interval '7 days' AND moment.at
    ORDER BY occurred_at DESC LIMIT 1
  ) AS last`;

const ORDERS = `
  SELECT item_id AS "itemId", order_id AS "orderId", scenario,
    (extract(epoch FROM occurred_at) * 1000)::float8 AS "atMs"
  FROM events WHERE workspace_id = $1 AND order_id = ANY($2) AND kind = 'ORDER'`;
