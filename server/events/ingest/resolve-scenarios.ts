import type { EntityManager } from 'typeorm';
import { Scenario } from '../../catalog/index.js';
import { DAY_MS } from '../../platform/index.js';
import { EventKind } from '../event.js';
import { type KnownOrders, orderOf } from './find-orders.js';
import type { ResolvedEvent } from './resolve-events.js';

/** An order or a click belongs to the list where its visitor met the item at most this long before. */
const MEMORY_MS = 7 * DAY_MS;

/** An impression or click, whose scenario an event may take over. */
interface Touch {
  readonly scenario: Scenario;
  /** When the visitor met the item, in ms. */
  readonly atMs: number;
}

export interface Scenarios {
  /** Of every event. */
  readonly scenarios: readonly Scenario[];
  /** Those that the events themselves or their lists state; null where nothing does. */
  readonly stated: readonly (Scenario | null)[];
}

/**
 * The scenario of every event: its own, else that of its list. A return without either takes that of its order;
 * everything but an impression then takes that of the visitor's last impression or click of the item within the 7
 * days before, stored or of this batch. The rest is OTHER.
 */
export async function resolveScenarios(
  manager: EntityManager,
  { workspaceId, resolved, orders }: EventsInQuestion,
): Promise<Scenarios> {
  const lists = await findListScenarios(manager, workspaceId, resolved);
  const stated = resolved.map(({ event }) => event.scenario ?? lists.get(event.listId) ?? null);
  const open = resolved.filter(({ event }, n) => stated[n] === null && event.kind !== EventKind.IMPRESSION);
  if (open.length === 0) return { stated, scenarios: stated.map((scenario) => scenario ?? Scenario.OTHER) };
  const known = {
    visitors: new Set(open.map(({ event }) => event.visitorId)),
    touches: new Map(),
    stored: await findTouches(manager, open),
    orders: scenariosOf(orders),
  };
  const scenarios: Scenario[] = new Array(resolved.length);
  for (const n of [...resolved.keys()].sort((a, b) => byTime(resolved[a]!, resolved[b]!))) {
    scenarios[n] = stated[n] ?? inferred(resolved[n]!, known) ?? Scenario.OTHER;
    remember(resolved[n]!, scenarios[n], known);
  }
  return { scenarios, stated };
}

interface EventsInQuestion {
  readonly workspaceId: string;
  readonly resolved: readonly ResolvedEvent[];
  /** Those that the returns are about. */
  readonly orders: KnownOrders;
}

const scenariosOf = (orders: KnownOrders) =>
  new Map([...orders].map(([order, { scenario }]) => [order, scenario]));

const ORDER_OF_KINDS = Object.values(EventKind);

/** As things happened; returns last, since they look at orders and nothing looks at them. */
function byTime({ event: a }: ResolvedEvent, { event: b }: ResolvedEvent): number {
  return (
    Number(a.kind === EventKind.RETURN) - Number(b.kind === EventKind.RETURN) ||
    a.occurredAt.getTime() - b.occurredAt.getTime() ||
    ORDER_OF_KINDS.indexOf(a.kind) - ORDER_OF_KINDS.indexOf(b.kind) ||
    a.index - b.index
  );
}

async function findListScenarios(
  manager: EntityManager,
  workspaceId: string,
  resolved: readonly ResolvedEvent[],
): Promise<ReadonlyMap<string | null, Scenario>> {
  if (!resolved.some(({ event }) => event.scenario === null && event.listId !== null)) return new Map();
  const [{ lists }]: [{ lists: Record<string, Scenario> }] = await manager.query(
    'SELECT list_scenarios AS lists FROM workspaces WHERE id = $1',
    [workspaceId],
  );
  return new Map(Object.entries(lists));
}

/** What is known of the past of the open events; grows as the batch is gone through. */
interface Known {
  /** Of the open events: what others touched is not asked for. */
  readonly visitors: ReadonlySet<string>;
  /** Last touch by visitor and item: of this batch, up to the event that is looked at. */
  readonly touches: Map<string, Touch>;
  /** Stored touch before an event. */
  readonly stored: Map<string, Touch>;
  /** By order id and item. */
  readonly orders: Map<string, Scenario>;
}

const visitOf = ({ event, itemId }: ResolvedEvent) => `${event.visitorId}/${itemId}`;
const momentOf = (resolved: ResolvedEvent) => `${visitOf(resolved)}/${resolved.event.occurredAt.getTime()}`;

function inferred(resolved: ResolvedEvent, { touches, stored, orders }: Known): Scenario | null {
  const { kind, order, occurredAt } = resolved.event;
  if (kind === EventKind.IMPRESSION) return null;
  const ordered = kind === EventKind.RETURN && order.orderId ? orders.get(orderOf(resolved)) : undefined;
  if (ordered) return ordered;
  const before = [touches.get(visitOf(resolved)), stored.get(momentOf(resolved))];
  const [last] = before.filter((touch) => touch !== undefined).sort((a, b) => b.atMs - a.atMs);
  return last && occurredAt.getTime() - last.atMs <= MEMORY_MS ? last.scenario : null;
}

function remember(resolved: ResolvedEvent, scenario: Scenario, { visitors, touches, orders }: Known): void {
  const { kind, occurredAt, visitorId } = resolved.event;
  if (kind === EventKind.ORDER) orders.set(orderOf(resolved), orders.get(orderOf(resolved)) ?? scenario);
  if ((kind === EventKind.IMPRESSION || kind === EventKind.CLICK) && visitors.has(visitorId))
    touches.set(visitOf(resolved), { scenario, atMs: occurredAt.getTime() });
}

async function findTouches(
  manager: EntityManager,
  open: readonly ResolvedEvent[],
): Promise<Map<string, Touch>> {
  const stored = new Map<string, Touch>();
  const moments = [...new Map(open.map((resolved) => [momentOf(resolved), resolved])).values()];
  const touches: (Touch & { n: string })[] = await manager.query(LAST_TOUCHES, [
    moments.map(({ event }) => event.visitorId),
    moments.map(({ itemId }) => itemId),
    moments.map(({ event }) => event.occurredAt),
  ]);
  for (const { n, scenario, atMs } of touches)
    stored.set(momentOf(moments[Number(n) - 1]!), { scenario, atMs });
  return stored;
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
