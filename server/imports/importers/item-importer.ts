import type { ItemRow } from '../../catalog/index.js';
import { NAME_LENGTH_RANGE } from '../../platform/index.js';
import type { DateFormat } from '../mapping/date-format.js';
import { valuesOf } from '../mapping/field-readers.js';
import type { RecordReader } from '../mapping/record-reader.js';
import type { Chunk, ChunkOutcome, ImportRow, Rejection, RowImporter } from '../runs/row-importer.js';
import { beginningOf } from '../shown-text.js';
import type { ImageFolder } from './image-folder.js';
import { ITEM_FIELDS, type ItemField } from './item-fields.js';
import { type ReadRow, type ReadRows, readRows } from './read-rows.js';
import { nameWarnings } from './suspicious-names.js';
import { upsertCatalogue } from './upsert-catalogue.js';

/** An image is some ten thousand times the work of a row. */
const ROWS_WITH_IMAGES_A_CHUNK = 100;

export interface ItemImportOptions {
  /** How the file writes days; ISO by default. */
  readonly dates?: DateFormat;
  /** Where the images are; without it the field `image` is not looked at. */
  readonly images?: ImageFolder;
}

/**
 * The catalogue of a shop. A row adds an item or brings it up to date; what is blank leaves what is known. A second
 * row about the same item in one file is rejected, and so is an item whose origin would change. The image of an
 * item is the file that `image` names, or else the one named like the item; an image that cannot be shown rejects
 * the row. A title beyond the catalogue's limit is cut.
 */
export function itemImporter({ dates, images }: ItemImportOptions): RowImporter<ItemField> {
  const read = (rows: readonly ImportRow<ItemField>[]) => readRows(rows, dates, readItem);
  return {
    kind: 'items',
    fields: ITEM_FIELDS,
    warningsOf: nameWarnings,
    ...(images && { rowsAChunk: ROWS_WITH_IMAGES_A_CHUNK }),
    importRows: (chunk) => writeItems(chunk, read(chunk.rows), images),
    check: async (_workspaceId, rows) => read(rows).rejections,
  };
}

interface StatedItem extends Omit<ItemRow, 'storeId'> {
  readonly store: string;
  /** The file that the row names; null where it names none. */
  readonly image: string | null;
  readonly titleWasCut: boolean;
  readonly hasImage?: boolean;
}

function readItem(row: RecordReader): StatedItem {
  const { item, title, price, currency, listed, retired, ...stated } = valuesOf(ITEM_FIELDS, row);
  const short = title && beginningOf(title, NAME_LENGTH_RANGE.max);
  return {
    ...stated,
    key: item,
    title: short,
    priceMinor: price,
    currency: price === null ? null : currency,
    listedOn: listed,
    retiredOn: retired,
    titleWasCut: short !== title,
  };
}

async function writeItems(
  chunk: Chunk<ItemField>,
  { read, rejections: unread }: ReadRows<StatedItem>,
  images: ImageFolder | undefined,
): Promise<ChunkOutcome> {
  const first = await eachOnce(chunk, read);
  const found = await withImages(chunk, first.kept, images);
  const rows = found.kept.map(({ value }) => value);
  const items = await upsertCatalogue(chunk, rows);
  const refused = items.outcomes.flatMap(({ reason }, n) =>
    reason === undefined ? [] : [{ row: found.kept[n]!.row, reason }],
  );
  return {
    rejections: [...unread, ...first.rejections, ...found.rejections, ...refused],
    tallies: {
      storesAdded: items.storesAddedCount,
      itemsAdded: items.addedCount,
      itemsChanged: Math.max(0, items.changedCount),
      withImage: rows.filter(({ hasImage }) => hasImage).length,
      titlesShortened: rows.filter(({ titleWasCut }) => titleWasCut).length,
    },
  };
}

interface Sorted {
  readonly kept: ReadRow<StatedItem>[];
  readonly rejections: Rejection[];
}

async function eachOnce(chunk: Chunk<ItemField>, read: readonly ReadRow<StatedItem>[]): Promise<Sorted> {
  const isFirst = await chunk.firstSeen(read.map(({ value }) => JSON.stringify([value.store, value.key])));
  return {
    kept: read.filter((_, n) => isFirst[n]),
    rejections: read
      .filter((_, n) => !isFirst[n])
      .map(({ row, value }) => ({
        row,
        reason: `an earlier row of this file states item "${value.key}" of store "${value.store}" already`,
      })),
  };
}

async function withImages(
  chunk: Chunk<ItemField>,
  read: readonly ReadRow<StatedItem>[],
  images: ImageFolder | undefined,
): Promise<Sorted> {
  if (!images) return { kept: [...read], rejections: [] };
  const kept: ReadRow<StatedItem>[] = [];
  const rejections: Rejection[] = [];
  for (const { row, value } of read) {
    const { hash, found, reason } = await images.keep(chunk, { name: value.image, key: value.key });
    if (reason === null) kept.push({ row, value: { ...value, imageHash: hash, hasImage: found } });
    else rejections.push({ row, reason });
  }
  return { kept, rejections };
}
