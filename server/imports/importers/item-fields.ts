import { ItemOrigin } from '../../catalog/index.js';
import {
  AMOUNT,
  CURRENCY,
  DAY,
  LONG_TEXT,
  type NameIn,
  OPTIONAL_TEXT,
  oneOf,
  type ReadableField,
  TEXT,
} from '../mapping/field-readers.js';

/** The header of a catalogue, and what other systems call its columns. */
export const ITEM_FIELDS = [
  {
    name: 'store',
    ...TEXT,
    description: 'The store, by name; a new one is added',
    aliases: ['shop', 'merchant_title', 'merchant', 'seller', 'vendor', 'store_name'],
  },
  {
    name: 'item',
    ...TEXT,
    description: "The shop's own name for the item, e.g. its SKU",
    aliases: ['sku', 'item_id', 'product_id', 'handle', 'variant_sku', 'id'],
  },
  {
    name: 'origin',
    ...oneOf(ItemOrigin),
    description: 'Who designed the item; it never changes',
    aliases: ['designer', 'is_ai', 'ai_generated'],
  },
  {
    name: 'title',
    ...LONG_TEXT,
    description: 'What the item is called; its key if blank',
    aliases: ['name', 'item_name', 'product_name', 'product_title'],
  },
  {
    name: 'category',
    ...OPTIONAL_TEXT,
    description: 'What the item is, e.g. dress',
    aliases: ['item_category', 'product_type', 'product_category', 'label'],
  },
  {
    name: 'price',
    ...AMOUNT,
    description: 'Price in major units, e.g. 19.99',
    aliases: ['item_price', 'variant_price', 'unit_price'],
  },
  {
    name: 'currency',
    ...CURRENCY,
    description: 'ISO 4217 code of the price, e.g. EUR',
    aliases: ['currency_code', 'currency_buyer'],
  },
  {
    name: 'listed',
    ...DAY,
    description: 'First day on sale, e.g. 2026-01-31',
    aliases: ['listed_on', 'published_at', 'created_at', 'date'],
  },
  {
    name: 'retired',
    ...DAY,
    description: 'Last day on sale, e.g. 2026-06-30',
    aliases: ['retired_on', 'discontinued_on'],
  },
  {
    name: 'image',
    ...OPTIONAL_TEXT,
    description: 'File name of the image in the folder of images',
    aliases: ['picture', 'photo', 'file', 'image_file', 'image_src'],
  },
] as const satisfies readonly ReadableField[];

export type ItemField = NameIn<typeof ITEM_FIELDS>;
