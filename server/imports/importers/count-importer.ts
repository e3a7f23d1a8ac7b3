import {
  ItemOrigin,
  type ItemOutcome,
  type ItemRow,
  Scenario,
  upsertItems,
  upsertStores,
} from '../../catalog/index.js';
import { countMixedDays, countReplaced, type ItemCount, replaceCounts } from '../../events/index.js';
import { type DayReader, isoDay } from '../mapping/calendar-day.js';
import type { ImportField } from '../mapping/import-field.js';
import type { RecordReader } from '../mapping/record-reader.js';
import type { Chunk, ChunkOutcome, ImportRow, Rejection, RowImporter } from '../runs/row-importer.js';
import { type ReadRow, type ReadRows, readRows } from './read-rows.js';

type CountField =
  | 'store'
  | 'item'
  | 'origin'
  | 'scenario'
  | 'impressions'
  | 'clicks'
  | 'orders'
  | 'day'
  | 'category'
  | 'price'
  | 'currency'
  | 'returns'
  | 'revenue';

const SCENARIOS = Object.values(Scenario);
const ORIGINS = Object.values(ItemOrigin);

/** The canonical header of already aggregated counts, and what other systems call its columns. */
export const COUNT_FIELDS: readonly ImportField<CountField>[] = [
  {
    name: 'store',
    required: true,
    description: 'The store, by name; a new one is added',
    aliases: ['shop', 'merchant', 'seller', 'vendor', 'store_name', 'affiliation'],
  },
  {
    name: 'item',
    required: true,
    description: "The shop's own name for the item, e.g. its SKU; a new one is added",
    aliases: ['sku', 'item_id', 'product_id', 'product', 'variant_sku', 'ad_id'],
  },
  {
    name: 'origin',
    required: true,
    description: 'Who designed the item',
    allowedValues: ORIGINS,
    aliases: ['designer', 'source', 'is_ai', 'ai_generated'],
  },
  {
    name: 'scenario',
    required: false,
    description: 'Where the item was shown; OTHER where it is blank',
    allowedValues: SCENARIOS,
    aliases: ['channel', 'list_id', 'item_list_id', 'placement'],
  },
  {
    name: 'impressions',
    required: true,
    description: 'How often the item was shown',
    aliases: ['views', 'item_list_views', 'items_viewed_in_list', 'shows'],
  },
  {
    name: 'clicks',
    required: true,
    description: 'How often it was clicked',
    aliases: ['item_list_clicks', 'items_clicked_in_list', 'link_clicks'],
  },
  {
    name: 'orders',
    required: true,
    description: 'How often it was ordered',
    aliases: ['purchases', 'items_purchased', 'conversions', 'transactions'],
  },
  {
    name: 'day',
    required: false,
    description: 'The day of the counts, e.g. 2026-01-31; without it they are in totals and not in trends',
    aliases: ['date', 'event_date', 'order_date'],
  },
  {
    name: 'category',
    required: false,
    description: 'What the item is, e.g. dress',
    aliases: ['item_category', 'product_type', 'product_category'],
  },
  {
    name: 'price',
    required: false,
    description: 'Price of the item in major units, e.g. 19.99',
    aliases: ['item_price', 'variant_price', 'unit_price'],
  },
  {
    name: 'currency',
    required: false,
    description: 'ISO 4217 code of price and revenue, e.g. EUR',
    aliases: ['currency_code', 'currency_buyer'],
  },
  {
    name: 'returns',
    required: false,
    description: 'How many orders were returned',
    aliases: ['refunds', 'items_refunded', 'returned'],
  },
  {
    name: 'revenue',
    required: false,
    description: 'Gross amount of the orders in major units, e.g. 1234.50',
    aliases: ['item_revenue', 'total_sales', 'gross_sales', 'amount'],
  },
];

export interface CountImportOptions {
  /** How the file writes days; ISO by default. */
  readonly readDay?: DayReader;
  /** ISO day after which a day lies in the future. */
  readonly today: string;
}

/**
 * Totals of (store, item, scenario, day) that a shop exported already counted. A row replaces the total stated
 * before for the same key; a second row of the key in one file is rejected. Stores and items that do not exist are
 * added; an item of another origin is rejected. A blank scenario is OTHER, a blank day counts as undated; blank
 * returns are 0 and blank revenue is unknown, but blank impressions, clicks or orders are a fault.
 */
export function countImporter({ readDay = isoDay, today }: CountImportOptions): RowImporter<CountField> {
  const read = (rows: readonly ImportRow<CountField>[]) =>
    readRows(rows, (record) => readCount(record, readDay, today));
  return {
    kind: 'counts',
    restates: true,
    fields: COUNT_FIELDS,
    importRows: (chunk) => importCounts(chunk, read(chunk.rows)),
    check: async (_workspaceId, rows) => read(rows).rejections,
  };
}

/** One row with its values read, before its store and item are found. */
interface StatedCount extends Omit<ItemCount, 'itemId'> {
  readonly store: string;
  readonly item: Omit<ItemRow, 'storeId'>;
}

function readCount(record: RecordReader<CountField>, readDay: DayReader, today: string): StatedCount {
  const currency = record.optionalCurrency('currency');
  const priceMinor = record.optionalAmount('price', currency);
  const revenueMinor = record.optionalAmount('revenue', currency);
  const day = record.optionalDay('day', readDay);
  if (day !== null && day > today) record.problems.push(`day is ${day}, which is still to come`);
  return {
    store: record.text('store'),
    item: {
      key: record.text('item'),
      origin: record.oneOf('origin', ORIGINS),
      category: record.optionalText('category'),
      priceMinor,
      currency: priceMinor === null ? null : currency,
    },
    scenario: record.oneOf('scenario', SCENARIOS, Scenario.OTHER),
    day,
    impressions: record.count('impressions'),
    clicks: record.count('clicks'),
    orders: record.count('orders'),
    returns: record.optionalCount('returns') ?? 0,
    revenueMinor,
    currency: revenueMinor === null ? null : currency,
  };
}

async function importCounts(
  chunk: Chunk<CountField>,
  { read, rejections: unread }: ReadRows<StatedCount>,
): Promise<ChunkOutcome> {
  const { manager, workspaceId, dryRun } = chunk;
  const names = read.map(({ value }) => value.store);
  const stores = await upsertStores(manager, workspaceId, names);
  const items = await upsertItems(
    manager,
    read.map(({ value }) => ({ ...value.item, storeId: stores.idByName.get(value.store)! })),
  );
  const { counts, rejections } = await eachOnce(chunk, read, items.outcomes);
  const replaced = dryRun ? await countReplaced(manager, counts) : await replaceCounts(manager, counts);
  return {
    rejections: [...unread, ...rejections],
    tallies: {
      storesAdded: stores.addedCount,
      itemsAdded: items.addedCount,
      replaced,
      ...totalsOf(counts),
      undated: counts.filter(({ day }) => day === null).length,
      mixedDays: await countMixedDays(manager, counts),
    },
  };
}

const totalsOf = (counts: readonly ItemCount[]) =>
  Object.fromEntries(
    (['impressions', 'clicks', 'orders'] as const).map((measure) => [
      measure,
      counts.reduce((sum, count) => sum + count[measure], 0),
    ]),
  );

/** The totals whose item could be found and whose key no earlier row of the file has stated. */
async function eachOnce(
  chunk: Chunk<CountField>,
  read: readonly ReadRow<StatedCount>[],
  outcomes: readonly ItemOutcome[],
): Promise<{ counts: ItemCount[]; rejections: Rejection[] }> {
  const isFirst = await chunk.firstSeen(
    read.map(({ value: { scenario, day } }, n) => {
      const { itemId } = outcomes[n]!;
      return itemId && [itemId, scenario, day].join(' ');
    }),
  );
  const counts: ItemCount[] = [];
  const rejections: Rejection[] = [];
  for (const [n, { row, value }] of read.entries()) {
    const outcome = outcomes[n]!;
    if (outcome.itemId === null) rejections.push({ row, reason: outcome.reason });
    else if (!isFirst[n]) rejections.push({ row, reason: repeated(value) });
    else counts.push({ ...value, itemId: outcome.itemId });
  }
  return { counts, rejections };
}

const repeated = ({ store, item, scenario, day }: StatedCount) =>
  `an earlier row of this file states item "${item.key}" of store "${store}" for ${scenario}${day ? ` on ${day}` : ''} already: keep one, or add a column that tells them apart (day, scenario)`;
