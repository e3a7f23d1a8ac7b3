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
import { reportItem, upsertCatalogue } from './upsert-catalogue.js';

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
  const facts = {
    ...stated,
    key: item,
    title: short,
    priceMinor: price,
    currency: price === null ? null : currency,
    listedOn: listed,
    retiredOn: retired,
  };
  reportItem(row, facts);
  return { ...facts, titleWasCut: short !== title };
}

async function writeItems(
  chunk: Chunk<ItemField>,
  { read, rejections: unread }: ReadRows<StatedItem>,
  images: ImageFolder | undefined,
): Promise<ChunkOutcome> {
  const found = images ? await withImages(chunk, read, images) : await eachOnce(chunk, read);
  const rows = found.kept.map(({ value }) => value);
  const items = await upsertCatalogue(chunk, rows);
  const refused = items.outcomes.flatMap(({ reason }, n) =>
    reason === undefined ? [] : [{ row: found.kept[n]!.row, reason }],
  );
  return {
    rejections: [...unread, ...found.rejections, ...refused],
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

/** The rows about items that no earlier row of the file is about. */
async function eachOnce(chunk: Chunk<ItemField>, read: readonly ReadRow<StatedItem>[]): Promise<Sorted> {
  const isFirst = await chunk.firstSeen(read.map(({ value }) => keyOf(value)));
  return {
    kept: read.filter((_, n) => isFirst[n]),
    rejections: read.filter((_, n) => !isFirst[n]).map(repeated),
  };
}

/** With the origin, so that a row of the wrong one, which is rejected, does not stand in the way of the right one. */
const keyOf = ({ store, key, origin }: StatedItem) => JSON.stringify([store, key, origin]);

const repeated = ({ row, value }: ReadRow<StatedItem>): Rejection => ({
  row,
  reason: `an earlier row of this file states item "${value.key}" of store "${value.store}" already`,
});

/** The same with their images, one by one: a row whose image cannot be shown leaves its item to the next row. */
async function withImages(
  chunk: Chunk<ItemField>,
  read: readonly ReadRow<StatedItem>[],
  images: ImageFolder,
): Promise<Sorted> {
  const kept: ReadRow<StatedItem>[] = [];
  const rejections: Rejection[] = [];
  for (const { row, value } of read) {
    const [isFirst] = await chunk.firstSeen([keyOf(value)]);
    if (!isFirst) {
      rejections.push(repeated({ row, value }));
      continue;
    }
    const { hash, found, reason } = await images.keep(chunk, { name: value.image, key: value.key });
    if (reason === null) kept.push({ row, value: { ...value, imageHash: hash, hasImage: found } });
    else {
      await chunk.forget(keyOf(value));
      rejections.push({ row, reason });
    }
  }
  return { kept, rejections };
}
