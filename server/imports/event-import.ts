import { createHash } from 'node:crypto';
import type { EventStore, IncomingEvent } from '../events/index.js';
import type { ImportField, ImportRow, RowImporter, Viewer } from '../platform/index.js';

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

export const EVENT_FIELDS: readonly ImportField<EventField>[] = [
  { name: 'kind', required: true, aliases: ['event', 'event_name', 'type', 'name', 'action'] },
  {
    name: 'time',
    required: true,
    aliases: ['timestamp', 'occurred_at', 'event_timestamp', 'received_at', 'date', 'original_timestamp'],
  },
  {
    name: 'visitor',
    required: true,
    aliases: ['anonymous_id', 'user_id', 'client_id', 'user_pseudo_id', 'visitor_id', 'customer_id'],
  },
  {
    name: 'item',
    required: true,
    aliases: ['product_id', 'item_id', 'sku', 'properties.product_id', 'properties.sku', 'variant_sku'],
  },
  { name: 'store', required: false, aliases: ['shop', 'merchant', 'seller', 'affiliation', 'vendor'] },
  { name: 'scenario', required: false, aliases: ['channel', 'properties.scenario'] },
  { name: 'list', required: false, aliases: ['list_id', 'item_list_id', 'properties.list_id'] },
  { name: 'position', required: false, aliases: ['index', 'rank', 'properties.position'] },
  { name: 'quantity', required: false, aliases: ['qty', 'lineitem_quantity', 'properties.quantity'] },
  {
    name: 'amount',
    required: false,
    aliases: ['revenue', 'value', 'total', 'lineitem_price', 'properties.value'],
  },
  { name: 'currency', required: false, aliases: ['currency_code', 'properties.currency'] },
  { name: 'order', required: false, aliases: ['order_id', 'transaction_id', 'properties.order_id'] },
  { name: 'id', required: false, aliases: ['event_id', 'message_id', 'uuid'] },
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
 * event, so that importing a file again changes nothing. Events are recorded exactly once whatever happens to the
 * chunk they came in.
 */
export function eventImporter({ events, viewer }: EventImportOptions): RowImporter<EventField> {
  return {
    kind: 'events',
    fields: EVENT_FIELDS,
    async importRows({ workspaceId, rows, dryRun }) {
      const batch = { workspaceId, source: 'import', events: rows.map(toEvent) };
      const { rejected, duplicates } = dryRun
        ? { rejected: await events.check(viewer, batch), duplicates: 0 }
        : await events.record(viewer, batch);
      return {
        rejections: rejected.map(({ index, reason }) => ({ row: rows[index]!.number, reason })),
        tallies: { duplicates },
      };
    },
  };
}

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
