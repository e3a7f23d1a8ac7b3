import type { DataSource } from 'typeorm';
import { ItemOrigin } from '../../../server/catalog/index.js';
import { EventKind, type IncomingEvent } from '../../../server/events/index.js';
import { ImportKind } from '../../../server/imports/import-kind.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import type { Toile } from '../../../server/schema.js';
import { addShop, type Shop } from '../../support/product/shop.js';

const { AI_GENERATED, HUMAN_DESIGNED } = ItemOrigin;

/** Nord sells what moves the price bands and the totals of Süd's categories. */
const NORD = [
  { store: 'Nord', key: 'n-ai', origin: AI_GENERATED, category: 'dress', priceMinor: 100 },
  { store: 'Nord', key: 'n-human', origin: HUMAN_DESIGNED, category: 'dress', priceMinor: 200 },
  { store: 'Nord', key: 'both', origin: AI_GENERATED, category: 'coat', priceMinor: 900 },
];
const SUED = [
  { store: 'Süd', key: 's-ai', origin: AI_GENERATED, category: 'dress', priceMinor: 5_000 },
  { store: 'Süd', key: 's-human', origin: HUMAN_DESIGNED, category: 'dress', priceMinor: 7_000 },
  { store: 'Süd', key: 'both', origin: HUMAN_DESIGNED, category: 'coat', priceMinor: 8_000 },
];

export const eventOf = (
  item: string,
  kind: EventKind,
  n: number,
  more: Partial<IncomingEvent> = {},
): IncomingEvent => {
  const id = `${item}-${more.store ?? ''}-${kind}-${n}`;
  const occurredAt = new Date(Date.UTC(2026, 2, 1 + (n % 3), 12));
  return { id, kind, item, visitor: `v-${n}`, occurredAt, ...more, payload: () => ({ id, item }) };
};

const seen = (item: string, count: number, more: Partial<IncomingEvent> = {}) =>
  Array.from({ length: count }, (_, n) => eventOf(item, EventKind.IMPRESSION, n, more));

const bought = (item: string, n: number, more: Partial<IncomingEvent> = {}) => [
  eventOf(item, EventKind.CLICK, n, more),
  eventOf(item, EventKind.ORDER, n, { orderId: `o-${n}`, amountMinor: 1_000 + n, currency: 'EUR', ...more }),
];

const ofNord = () => [...seen('n-ai', 7), ...seen('n-human', 5), ...seen('both', 2, { store: 'Nord' })];
const ofSued = () => [
  ...seen('s-ai', 6),
  ...seen('s-human', 4),
  ...seen('both', 3, { store: 'Süd' }),
  ...bought('s-ai', 1),
  ...bought('s-human', 2),
];

const COUNTS = `store,item,origin,scenario,day,impressions,clicks,orders
Süd,s-ai,AI_GENERATED,SEARCH,2026-03-01,100,10,1
Süd,s-human,HUMAN_DESIGNED,SEARCH,2026-03-01,200,11,2
`;
const NORD_COUNTS = 'Nord,n-ai,AI_GENERATED,SEARCH,2026-03-01,50,5,1\n';

export interface ShopParts {
  readonly toile: Toile;
  readonly dataSource: DataSource;
}

/**
 * A workspace of Süd with events, some of them not rolled up yet, and imported totals; with Nord, whose events share
 * batches with Süd's and have batches of their own, or as if Nord had never been.
 */
export async function fillShop(parts: ShopParts, { withNord }: { withNord: boolean }): Promise<Shop> {
  const { toile, dataSource } = parts;
  const shop = await addShop(dataSource, [...(withNord ? NORD : []), ...SUED]);
  const { workspaceId } = shop;
  const nord = (events: IncomingEvent[]) => (withNord ? events : []);
  await recordAll(toile, workspaceId, [...nord(ofNord()), ...ofSued()]);
  await recordAll(toile, workspaceId, nord(bought('n-ai', 1)));
  await importCounts(toile, workspaceId, withNord ? COUNTS + NORD_COUNTS : COUNTS);
  await toile.events.rollups.rollUpUnchecked();
  await recordAll(toile, workspaceId, [...nord(bought('n-human', 2)), eventOf('s-ai', EventKind.CLICK, 9)]);
  await recordAll(toile, workspaceId, nord(seen('n-human', 1, { id: 'late' })));
  await toile.catalog.priceBands.reclassifyUnchecked(workspaceId);
  return shop;
}

export async function recordAll(
  { events }: Toile,
  workspaceId: string,
  batch: readonly IncomingEvent[],
): Promise<void> {
  const { rejected } = await events.store.record(OPERATOR, { workspaceId, source: 'test', events: batch });
  if (rejected.length > 0) throw new Error(rejected[0]!.reason);
}

/** Imports a file of counts as a person does, so that it is known as imported afterwards. */
export const importCounts = ({ imports }: Toile, workspaceId: string, text: string) =>
  imports.files.importFile(OPERATOR, {
    kind: ImportKind.COUNTS,
    workspaceId,
    source: textSource('counts.csv', text),
    maps: [],
    dryRun: false,
  });
