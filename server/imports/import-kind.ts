import { registerEnumType } from 'type-graphql';
import type { EventStore } from '../events/index.js';
import type { ImageService, Viewer } from '../platform/index.js';
import { COUNT_FIELDS } from './importers/count-fields.js';
import { countImporter } from './importers/count-importer.js';
import { EVENT_FIELDS } from './importers/event-fields.js';
import { eventImporter } from './importers/event-importer.js';
import { ImageFolder } from './importers/image-folder.js';
import { ITEM_FIELDS } from './importers/item-fields.js';
import { itemImporter } from './importers/item-importer.js';
import type { DateFormat } from './mapping/date-format.js';
import type { ImportField } from './mapping/import-field.js';
import type { RowImporter } from './runs/row-importer.js';

/** What the rows of a file are. */
export enum ImportKind {
  COUNTS = 'COUNTS',
  EVENTS = 'EVENTS',
  ITEMS = 'ITEMS',
}

registerEnumType(ImportKind, {
  name: 'ImportKind',
  description: 'What the rows of a file are.',
  valuesConfig: {
    COUNTS: { description: 'Totals of items, already counted by the shop.' },
    EVENTS: { description: 'One impression, click, order or return a row.' },
    ITEMS: { description: 'The catalogue: one item a row.' },
  },
});

/** What the rows of each kind may have. */
export const IMPORT_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  COUNTS: COUNT_FIELDS,
  EVENTS: EVENT_FIELDS,
  ITEMS: ITEM_FIELDS,
};

/** What an importer has to know apart from the rows. */
export interface ImporterSettings {
  readonly kind: ImportKind;
  /** How the file writes days. */
  readonly dates: DateFormat;
  /** Folder of the images of items, on this machine. */
  readonly imageFolder?: string | null;
}

export interface ImporterParts {
  readonly events: EventStore;
  readonly images: ImageService;
}

const AHEAD_OF_UTC_MS = 14 * 3_600_000;

/**
 * The importer of a kind.
 *
 * @throws {DomainError} INVALID_INPUT for a folder of images that cannot be used
 */
export async function createImporter(
  { events, images }: ImporterParts,
  viewer: Viewer,
  { kind, dates, imageFolder }: ImporterSettings,
): Promise<RowImporter> {
  if (kind === ImportKind.COUNTS) return countImporter({ dates, today: latestToday() });
  if (kind === ImportKind.EVENTS) return eventImporter({ events, viewer });
  const folder = imageFolder ? await ImageFolder.open(imageFolder, images) : undefined;
  return itemImporter({ dates, ...(folder && { images: folder }) });
}

/** The day that it is in the time zone where it is latest: no day after it has begun anywhere. */
const latestToday = () => new Date(Date.now() + AHEAD_OF_UTC_MS).toISOString().slice(0, 10);
