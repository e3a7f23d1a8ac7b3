import type { DataSource, EntityManager, InsertResult } from 'typeorm';
import { type PriceBandService, Store, upsertItemsUnchecked } from '../catalog/index.js';
import type { EventStore, RollupService } from '../events/index.js';
import { dayAfter, type ImageService, type JobProgress, OPERATOR } from '../platform/index.js';
import { demoEvents, type RecordedItem } from './demo-events.js';
import { type DemoItem, demoItems } from './demo-items.js';
import { type DemoStore, demoStores } from './demo-stores.js';
import { type DemoSettings, demoShops } from './demo-world.js';

export interface DemoDoors {
  readonly dataSource: DataSource;
  readonly images: ImageService;
  readonly priceBands: PriceBandService;
  readonly events: EventStore;
  readonly rollups: RollupService;
}

export interface DemoFilling {
  /** Simulated and empty, in UTC. */
  readonly workspaceId: string;
  readonly settings: DemoSettings;
  /** The day after the last one, as an ISO day. */
  readonly endsOn: string;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
}

export interface DemoCounts {
  readonly stores: number;
  readonly items: number;
  readonly events: number;
}

const WEIGHT_OF_CATALOGUE = 2;
const WEIGHT_OF_SUMS = 2;

/**
 * Fills a workspace with the world of some settings: catalogue, then events day by day, then their sums.
 *
 * @throws the reason of `signal`, between two days
 */
export async function fillDemo(doors: DemoDoors, filling: DemoFilling): Promise<DemoCounts> {
  const { settings, endsOn, signal } = filling;
  const total = WEIGHT_OF_CATALOGUE + settings.days + WEIGHT_OF_SUMS;
  const report = (done: number, message: string) => {
    signal.throwIfAborted();
    filling.report({ done, total, message });
  };
  const firstDay = new Date(dayAfter(endsOn, -settings.days));
  const shops = demoShops(settings);

  report(0, `Adding ${settings.stores} stores and ${settings.items} items`);
  const items = await addCatalogue(doors, filling, { shops, firstDay });
  await doors.rollups.rollUpUnchecked(); // takes note of the price bands while there is nothing to sort into them
  const days = demoEvents({ settings, shops, items, firstDay });
  const events = await recordDays(doors, filling, days, report);
  report(total - WEIGHT_OF_SUMS, 'Adding up');
  await doors.rollups.rollUpUnchecked();
  await doors.dataSource.query(
    'ANALYZE stores, items, events, item_days, store_days, item_weeks, store_sums, slice_sums, item_sums',
  );
  report(total, 'Done');
  return { stores: settings.stores, items: settings.items, events };
}

/** @returns how many events they were */
async function recordDays(
  { events: store, rollups }: DemoDoors,
  { workspaceId, settings }: DemoFilling,
  days: ReturnType<typeof demoEvents>,
  report: (done: number, message: string) => void,
): Promise<number> {
  let [count, day] = [0, 0];
  for (const events of days) {
    report(WEIGHT_OF_CATALOGUE + day, `Recording day ${day + 1} of ${settings.days}`);
    const [recorded] = await Promise.all([
      store.recordBulk(OPERATOR, { workspaceId, source: 'demo', events }),
      rollups.rollUpUnchecked(), // of the days before, on another processor
    ]);
    count += recorded;
    day += 1;
  }
  return count;
}

/** @returns the items as they are recorded, by shop */
function addCatalogue(
  { dataSource, images, priceBands }: DemoDoors,
  { workspaceId, settings }: DemoFilling,
  world: { readonly shops: ReturnType<typeof demoShops>; readonly firstDay: Date },
): Promise<RecordedItem[][]> {
  const stores = demoStores(settings, world.shops);
  const items = demoItems(settings, { ...world, stores });
  return dataSource.transaction(async (manager) => {
    const storeIds = await addStores(manager, workspaceId, stores);
    const hashes = await images.addDrawnUnchecked(
      manager,
      items.flat().map(({ recipe }) => recipe),
    );
    const recorded = await addItems(manager, storeIds, { items, hashes });
    await priceBands.reclassifyUnchecked(workspaceId, manager);
    return recorded;
  });
}

async function addStores(
  manager: EntityManager,
  workspaceId: string,
  stores: readonly DemoStore[],
): Promise<string[]> {
  const rows = stores.map(({ name, attributes }) => ({ workspaceId, name, attributes }));
  const { identifiers }: InsertResult = await manager.insert(Store, rows);
  return identifiers.map(({ id }) => id);
}

async function addItems(
  manager: EntityManager,
  storeIds: readonly string[],
  { items, hashes }: { items: readonly (readonly DemoItem[])[]; hashes: readonly string[] },
): Promise<RecordedItem[][]> {
  let number = 0;
  const rows = items.flatMap((ofStore, index) =>
    ofStore.map(({ recipe: _recipe, ...item }) => ({
      ...item,
      storeId: storeIds[index]!,
      imageHash: hashes[number++]!,
    })),
  );
  const { outcomes } = await upsertItemsUnchecked(manager, rows);
  const refused = outcomes.find(({ reason }) => reason);
  if (refused) throw new Error(`an item of the demo was refused: ${refused.reason}`);
  number = 0;
  return items.map((ofStore) =>
    ofStore.map(({ priceMinor, currency }) => ({ id: outcomes[number++]!.itemId!, priceMinor, currency })),
  );
}
