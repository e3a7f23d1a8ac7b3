import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Scenario } from '../../catalog/index.js';
import { EventKind, type EventStore, type IncomingEvent, type RejectedEvent } from '../../events/index.js';
import type { Viewer } from '../../platform/index.js';
import type { ImportField } from '../mapping/import-field.js';
import type { ImportRow, Rejection, RowImporter } from '../runs/row-importer.js';

type EventField =
  | 'kind'
  | 'time'
  | 'visitor'
  | 'item'
  | 'store'
  | 'scenario'
  | 'list'
  | 'position'
  | 'quantity'
  | 'amount'
  | 'currency'
  | 'order'
  | 'id';

const EVENT_KINDS = Object.values(EventKind);
const SCENARIOS = Object.values(Scenario);

export const EVENT_FIELDS: readonly ImportField<EventField>[] = [
  {
    name: 'kind',
    required: true,
    description: 'What happened; the names of Segment and GA4 are known too',
    allowedValues: EVENT_KINDS,
    aliases: ['event', 'event_name', 'type', 'name', 'action'],
  },
  {
    name: 'time',
    required: true,
    description: 'When, in ISO 8601, e.g. 2026-01-31T09:30:00Z',
    aliases: ['timestamp', 'occurred_at', 'event_timestamp', 'received_at', 'date', 'original_timestamp'],
  },
  {
    name: 'visitor',
    required: true,
    description: 'Who, as the shop names its visitors; only a hash is kept',
    aliases: ['anonymous_id', 'user_id', 'client_id', 'user_pseudo_id', 'visitor_id', 'customer_id'],
  },
  {
    name: 'item',
    required: true,
    description: 'Key of an item that exists',
    aliases: ['product_id', 'item_id', 'sku', 'properties.product_id', 'properties.sku', 'variant_sku'],
  },
  {
    name: 'store',
    required: false,
    description: 'Name of the store, needed where the key exists in several',
    aliases: ['shop', 'merchant', 'seller', 'affiliation', 'vendor'],
  },
  {
    name: 'scenario',
    required: false,
    description: 'Where the item was shown; found from the visitor where it is blank',
    allowedValues: SCENARIOS,
    aliases: ['channel', 'properties.scenario'],
  },
  {
    name: 'list',
    required: false,
    description: 'The list the item stood in; gives the scenario through the settings of the workspace',
    aliases: ['list_id', 'item_list_id', 'properties.list_id'],
  },
  {
    name: 'position',
    required: false,
    description: 'Place in the list',
    aliases: ['index', 'rank', 'properties.position'],
  },
  {
    name: 'quantity',
    required: false,
    description: 'How many were ordered',
    aliases: ['qty', 'lineitem_quantity', 'properties.quantity'],
  },
  {
    name: 'amount',
    required: false,
    description: 'Amount of the order in major units, e.g. 19.99',
    aliases: ['revenue', 'value', 'total', 'lineitem_price', 'properties.value'],
  },
  {
    name: 'currency',
    required: false,
    description: 'ISO 4217 code of the amount, e.g. EUR',
    aliases: ['currency_code', 'properties.currency'],
  },
  {
    name: 'order',
    required: false,
    description: 'Number of the order: it counts once an item',
    aliases: ['order_id', 'transaction_id', 'properties.order_id'],
  },
  {
    name: 'id',
    required: false,
    description: 'Name of the event: it counts once',
    aliases: ['event_id', 'message_id', 'uuid'],
  },
];

/** What Segment and GA4 call the four kinds. */
const KINDS: Readonly<Record<string, string>> = {
  'product list viewed': 'IMPRESSION',
  view_item_list: 'IMPRESSION',
  'product clicked': 'CLICK',
  select_item: 'CLICK',
  'order completed': 'ORDER',
  purchase: 'ORDER',
  'order refunded': 'RETURN',
  refund: 'RETURN',
};

export interface EventImportOptions {
  readonly events: EventStore;
  /** Whose right to write events is asked. */
  readonly viewer: Viewer;
}

/**
 * Events, one a row. A row without an id is named by what it says: two rows that are alike in everything are one
 * event, so that importing a file again changes nothing. Events become durable together with the progress of the
 * import, so that an import that goes on after a kill takes none of its own for a duplicate.
 */
export function eventImporter({ events, viewer }: EventImportOptions): RowImporter<EventField> {
  const batchOf = (workspaceId: string, rows: readonly ImportRow<EventField>[]) => ({
    workspaceId,
    source: 'import',
    events: rows.map(toEvent),
  });
  const check = async (
    workspaceId: string,
    rows: readonly ImportRow<EventField>[],
    manager?: EntityManager,
  ): Promise<Rejection[]> =>
    toRejections(rows, await events.check(viewer, batchOf(workspaceId, rows), manager));
  return {
    kind: 'events',
    fields: EVENT_FIELDS,
    check,
    async importRows({ manager, workspaceId, rows, dryRun }) {
      if (dryRun) return { rejections: await check(workspaceId, rows, manager), tallies: { duplicates: 0 } };
      const { rejected, duplicates } = await events.record(viewer, batchOf(workspaceId, rows), manager);
      return { rejections: toRejections(rows, rejected), tallies: { duplicates } };
    },
  };
}

const toRejections = (rows: readonly ImportRow<EventField>[], rejected: readonly RejectedEvent[]) =>
  rejected.map(({ index, reason }) => ({ row: rows[index]!.number, reason }));

function toEvent({ record }: ImportRow<EventField>): IncomingEvent {
  return {
    kind: KINDS[record.kind.toLowerCase()] ?? record.kind.toUpperCase(),
    id: record.id || contentName(record),
    visitor: record.visitor,
    item: record.item,
    store: stated(record.store),
    scenario: stated(record.scenario)?.toUpperCase(),
    listId: stated(record.list),
    occurredAt: record.time,
    position: stated(record.position),
    quantity: stated(record.quantity),
    amount: stated(record.amount),
    currency: stated(record.currency)?.toUpperCase(),
    orderId: stated(record.order),
    payload: () => record,
  };
}

const stated = (value: string) => (value === '' ? undefined : value);

const contentName = (record: ImportRow<EventField>['record']) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(record).sort()))
    .digest('hex');
