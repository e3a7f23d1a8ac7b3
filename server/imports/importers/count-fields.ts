import { ItemOrigin, Scenario } from '../../catalog/index.js';
import {
  AMOUNT,
  COUNT,
  COUNT_OR_ZERO,
  CURRENCY,
  DAY,
  type NameIn,
  OPTIONAL_TEXT,
  oneOf,
  type ReadableField,
  TEXT,
} from '../mapping/field-readers.js';

/** The canonical header of already aggregated counts, and what other systems call its columns. */
export const COUNT_FIELDS = [
  {
    name: 'store',
    ...TEXT,
    description: 'The store, by name; a new one is added',
    aliases: ['shop', 'merchant', 'seller', 'vendor', 'store_name', 'affiliation'],
  },
  {
    name: 'item',
    ...TEXT,
    description: "The shop's own name for the item, e.g. its SKU; a new one is added",
    aliases: ['sku', 'item_id', 'product_id', 'product', 'variant_sku', 'ad_id'],
  },
  {
    name: 'origin',
    ...oneOf(ItemOrigin),
    description: 'Who designed the item',
    aliases: ['designer', 'source', 'is_ai', 'ai_generated'],
  },
  {
    name: 'scenario',
    ...oneOf(Scenario, Scenario.OTHER),
    description: 'Where the item was shown; OTHER if blank',
    aliases: ['channel', 'list_id', 'item_list_id', 'placement'],
  },
  {
    name: 'impressions',
    ...COUNT,
    description: 'How often the item was shown',
    aliases: ['views', 'item_list_views', 'items_viewed_in_list', 'shows'],
  },
  {
    name: 'clicks',
    ...COUNT,
    description: 'How often it was clicked',
    aliases: ['item_list_clicks', 'items_clicked_in_list', 'link_clicks'],
  },
  {
    name: 'orders',
    ...COUNT,
    description: 'How often it was ordered',
    aliases: ['purchases', 'items_purchased', 'conversions', 'transactions'],
  },
  {
    name: 'day',
    ...DAY,
    description: 'The day of the counts, e.g. 2026-01-31; without it they are in totals and not in trends',
    aliases: ['date', 'event_date', 'order_date'],
  },
  {
    name: 'category',
    ...OPTIONAL_TEXT,
    description: 'What the item is, e.g. dress',
    aliases: ['item_category', 'product_type', 'product_category'],
  },
  {
    name: 'price',
    ...AMOUNT,
    description: 'Price of the item in major units, e.g. 19.99',
    aliases: ['item_price', 'variant_price', 'unit_price'],
  },
  {
    name: 'currency',
    ...CURRENCY,
    description: 'ISO 4217 code of price and revenue, e.g. EUR',
    aliases: ['currency_code', 'currency_buyer'],
  },
  {
    name: 'returns',
    ...COUNT_OR_ZERO,
    description: 'How many of these orders were returned, on any day; 0 if blank',
    aliases: ['refunds', 'items_refunded', 'returned'],
  },
  {
    name: 'revenue',
    ...AMOUNT,
    description: 'Gross amount of the orders in major units, e.g. 1234.50; unknown if blank',
    aliases: ['item_revenue', 'total_sales', 'gross_sales', 'amount'],
  },
] as const satisfies readonly ReadableField[];

export type CountField = NameIn<typeof COUNT_FIELDS>;
