import { Scenario } from '../../catalog/index.js';
import { EventKind } from '../../events/index.js';
import {
  AS_WRITTEN,
  type NameIn,
  OPTIONAL_AMOUNT_AS_WRITTEN,
  OPTIONAL_AS_WRITTEN,
  OPTIONAL_NUMBER_AS_WRITTEN,
  type ReadableField,
  TIME_AS_WRITTEN,
} from '../mapping/field-readers.js';

/** The fields of an event, all of which `EventStore` reads and checks. */
export const EVENT_FIELDS = [
  {
    name: 'kind',
    ...AS_WRITTEN,
    description: 'What happened; the names of Segment and GA4 are known too',
    allowedValues: Object.values(EventKind),
    aliases: ['event', 'event_name', 'type', 'name', 'action'],
  },
  {
    name: 'time',
    ...TIME_AS_WRITTEN,
    description: 'When, in ISO 8601, e.g. 2026-01-31T09:30:00Z',
    aliases: ['timestamp', 'occurred_at', 'event_timestamp', 'received_at', 'date', 'original_timestamp'],
  },
  {
    name: 'visitor',
    ...AS_WRITTEN,
    description: 'Who, as the shop names its visitors; only a hash is kept',
    aliases: ['anonymous_id', 'user_id', 'client_id', 'user_pseudo_id', 'visitor_id', 'customer_id'],
  },
  {
    name: 'item',
    ...AS_WRITTEN,
    description: 'Key of an item that exists',
    aliases: ['product_id', 'item_id', 'sku', 'properties.product_id', 'properties.sku', 'variant_sku'],
  },
  {
    name: 'store',
    ...OPTIONAL_AS_WRITTEN,
    description: 'Name of the store, needed where the key exists in several',
    aliases: ['shop', 'merchant', 'seller', 'affiliation', 'vendor'],
  },
  {
    name: 'scenario',
    ...OPTIONAL_AS_WRITTEN,
    description: 'Where the item was shown; found from the visitor if blank',
    allowedValues: Object.values(Scenario),
    aliases: ['channel', 'properties.scenario'],
  },
  {
    name: 'list',
    ...OPTIONAL_AS_WRITTEN,
    description: 'The list the item stood in; gives the scenario through the settings of the workspace',
    aliases: ['list_id', 'item_list_id', 'properties.list_id'],
  },
  {
    name: 'position',
    ...OPTIONAL_NUMBER_AS_WRITTEN,
    description: 'Place in the list',
    aliases: ['index', 'rank', 'properties.position'],
  },
  {
    name: 'quantity',
    ...OPTIONAL_NUMBER_AS_WRITTEN,
    description: 'How many were ordered',
    aliases: ['qty', 'lineitem_quantity', 'properties.quantity'],
  },
  {
    name: 'amount',
    ...OPTIONAL_AMOUNT_AS_WRITTEN,
    description: 'Amount of the order in major units, e.g. 19.99',
    aliases: ['revenue', 'value', 'total', 'lineitem_price', 'properties.value'],
  },
  {
    name: 'currency',
    ...OPTIONAL_AS_WRITTEN,
    description: 'ISO 4217 code of the amount, e.g. EUR',
    aliases: ['currency_code', 'properties.currency'],
  },
  {
    name: 'order',
    ...OPTIONAL_AS_WRITTEN,
    description: 'Number of the order: it counts once an item',
    aliases: ['order_id', 'transaction_id', 'properties.order_id'],
  },
  {
    name: 'id',
    ...OPTIONAL_AS_WRITTEN,
    description: 'Name of the event: it counts once',
    aliases: ['event_id', 'message_id', 'uuid'],
  },
] as const satisfies readonly ReadableField[];

export type EventField = NameIn<typeof EVENT_FIELDS>;
