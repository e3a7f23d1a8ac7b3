import { type ItemOutcome, type ItemRow, Scenario } from '../../catalog/index.js';
import {
  countReplacedUnchecked,
  doubleCountsUnchecked,
  replaceCountsUnchecked,
  type StatedCount,
  triedDoubleCountsUnchecked,
} from '../../events/index.js';
import type { DateFormat } from '../mapping/date-format.js';
import { valuesOf } from '../mapping/field-readers.js';
import type { RecordReader } from '../mapping/record-reader.js';
import type { Chunk, ChunkOutcome, ImportRow, Rejection, RowImporter } from '../runs/row-importer.js';
import { COUNT_FIELDS, type CountField } from './count-fields.js';
import { type ReadRow, type ReadRows, readRows } from './read-rows.js';
import { countWarnings } from './suspicious-rows.js';
import { reportItem, upsertCatalogue } from './upsert-catalogue.js';

export interface CountImportOptions {
  /** How the file writes days; ISO by default. */
  readonly dates?: DateFormat;
  /** ISO day after which a day lies in the future. */
  readonly today: string;
}

/**
 * Totals of (store, item, scenario, day) that a shop exported already counted. A row replaces the total stated
 * before for the same key; a second row of the key in one file is rejected. Stores and items that do not exist are
 * added; an item of another origin is rejected. A blank scenario is OTHER, a blank day counts as undated; blank
 * returns are 0 and blank revenue is unknown, but blank impressions, clicks or orders are a fault.
 */
export function countImporter({ dates, today }: CountImportOptions): RowImporter<CountField> {
  const read = (rows: readonly ImportRow<CountField>[]) =>
    readRows(rows, dates, (row) => readCount(row, today));
  let countsOtherApart = false; // whether a row of the file has said OTHER
  return {
    kind: 'counts',
    restates: true,
    fields: COUNT_FIELDS,
    warningsOf: countWarnings,
    importRows: (chunk) => {
      const rows = read(chunk.rows);
      countsOtherApart ||= rows.read.some(
        ({ value }) => value.scenario === Scenario.OTHER && !value.ofNoScenario,
      );
      return writeCounts(chunk, rows, { otherMayBeAll: !countsOtherApart });
    },
    check: async (_workspaceId, rows) => read(rows).rejections,
  };
}

/** One row with its values read, before its store and item are found. */
interface CountRow extends Omit<StatedCount, 'itemId'> {
  readonly store: string;
  readonly item: Omit<ItemRow, 'storeId'>;
}

function readCount(row: RecordReader, today: string): CountRow {
  const { store, item, origin, category, price, currency, revenue, ...totals } = valuesOf(COUNT_FIELDS, row);
  const { day } = totals;
  if (day !== null && day > today) row.report('day', `day is ${day}, which is still to come`);
  const stated = {
    key: item,
    origin,
    category,
    priceMinor: price,
    currency: price === null ? null : currency,
  };
  reportItem(row, stated);
  return {
    ...totals,
    ofNoScenario: row.asWritten('scenario') === null,
    store,
    item: stated,
    revenueMinor: revenue,
    currency: revenue === null ? null : currency,
  };
}

async function writeCounts(
  chunk: Chunk<CountField>,
  { read, rejections: unread }: ReadRows<CountRow>,
  { otherMayBeAll }: { readonly otherMayBeAll: boolean },
): Promise<ChunkOutcome> {
  const { manager, runId, dryRun } = chunk;
  const first = await eachOnce(chunk, read);
  const items = await upsertCatalogue(
    chunk,
    first.kept.map(({ value }) => ({ ...value.item, store: value.store })),
  );
  const { counts, rejections } = ofItems(first.kept, items.outcomes);
  const replaced = dryRun
    ? await countReplacedUnchecked(manager, counts)
    : await replaceCountsUnchecked(manager, counts, runId);
  const stated = { workspaceId: chunk.workspaceId, counts, otherMayBeAll };
  const doubleCounts = dryRun
    ? await triedDoubleCountsUnchecked(manager, stated)
    : await doubleCountsUnchecked(manager, stated);
  return {
    rejections: [...unread, ...first.rejections, ...rejections],
    tallies: {
      storesAdded: items.storesAddedCount,
      itemsAdded: items.addedCount,
      replaced,
      impressions: sumOf(counts, 'impressions'),
      clicks: sumOf(counts, 'clicks'),
      orders: sumOf(counts, 'orders'),
      ordersWithoutAmount: sumOf(
        counts.filter(({ revenueMinor }) => revenueMinor === null),
        'orders',
      ),
      undated: counts.filter(({ day }) => day === null).length,
      ...doubleCounts,
    },
  };
}

const sumOf = (counts: readonly StatedCount[], measure: 'impressions' | 'clicks' | 'orders') =>
  counts.reduce((sum, count) => sum + count[measure], 0);

/** The totals whose item could be found or added. */
function ofItems(read: readonly ReadRow<CountRow>[], outcomes: readonly ItemOutcome[]) {
  const counts: StatedCount[] = [];
  const rejections: Rejection[] = [];
  for (const [n, { row, value }] of read.entries()) {
    const { itemId, reason } = outcomes[n]!;
    if (itemId === null) rejections.push({ row, reason });
    else counts.push({ ...value, itemId });
  }
  return { counts, rejections };
}

/**
 * The rows whose key no earlier row of the file has stated. A row that repeats one changes nothing, its item neither. The
 * origin is part of the key, so that a row of the wrong one, which is rejected, does not stand in the way of the right one.
 */
async function eachOnce(chunk: Chunk<CountField>, read: readonly ReadRow<CountRow>[]) {
  const isFirst = await chunk.firstSeen(
    read.map(({ value: { store, item, scenario, day } }) =>
      JSON.stringify([store, item.key, item.origin, scenario, day]),
    ),
  );
  return {
    kept: read.filter((_, n) => isFirst[n]),
    rejections: read
      .filter((_, n) => !isFirst[n])
      .map(({ row, value }) => ({ row, reason: repeated(value) })),
  };
}

const repeated = ({ store, item, scenario, day }: CountRow) =>
  `an earlier row of this file states item "${item.key}" of store "${store}" for ${scenario}${day ? ` on ${day}` : ''} already: keep one, or add a column that tells them apart (day, scenario)`;
