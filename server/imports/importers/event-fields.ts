import { Scenario } from '../../catalog/index.js';
import { EventKind, POSITION_RANGE, QUANTITY_RANGE } from '../../events/index.js';
import {
  AS_WRITTEN,
  type NameIn,
  OPTIONAL_AMOUNT_AS_WRITTEN,
  OPTIONAL_AS_WRITTEN,
  optionalWholeAsWritten,
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
    aliases: ['event', 'event_name', 'event_type', 'action'],
  },
  {
    name: 'time',
    ...TIME_AS_WRITTEN,
    description: 'When, in ISO 8601, e.g. 2026-01-31T09:30:00Z',
    aliases: [
      'timestamp',
      'occurred_at',
      'event_timestamp',
      'event_time',
      'original_timestamp',
      'created_at',
      'received_at',
      'date',
    ],
  },
  {
    name: 'visitor',
    ...AS_WRITTEN,
    description: 'Who, as the shop names its visitors; only a hash is kept',
    aliases: [
      'anonymous_id',
      'user_id',
      'client_id',
      'user_pseudo_id',
      'visitor_id',
      'customer_id',
      'customer_email',
      'email',
    ],
  },
  {
    name: 'item',
    ...AS_WRITTEN,
    description: 'Key of an item that exists',
    aliases: [
      'product_id',
      'item_id',
      'sku',
      'properties.product_id',
      'properties.sku',
      'variant_sku',
      'lineitem_sku',
    ],
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
    ...optionalWholeAsWritten(POSITION_RANGE),
    description: 'Place in the list',
    aliases: ['index', 'rank', 'properties.position'],
  },
  {
    name: 'quantity',
    ...optionalWholeAsWritten(QUANTITY_RANGE),
    description: 'How many were ordered; 1 if blank',
    aliases: ['qty', 'lineitem_quantity', 'properties.quantity'],
  },
  {
    name: 'price',
    ...OPTIONAL_AMOUNT_AS_WRITTEN,
    description:
      'Price of one piece in major units: times the quantity, it is the amount, which is rounded to the currency once',
    aliases: ['unit_price', 'item_price', 'lineitem_price', 'properties.price'],
  },
  {
    name: 'amount',
    ...OPTIONAL_AMOUNT_AS_WRITTEN,
    description: 'Amount of this item in the order in major units, e.g. 39.98; not needed with a price',
    aliases: ['item_revenue', 'line_total'],
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
    onlyIfMapped: true,
    description: 'Name of the event, which no other of its visitor has: it counts once. Never taken unasked',
    aliases: ['event_id', 'message_id'],
  },
] as const satisfies readonly ReadableField[];

export type EventField = NameIn<typeof EVENT_FIELDS>;
