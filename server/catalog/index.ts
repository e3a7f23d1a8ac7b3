import type { DataSource } from 'typeorm';
import type { AuditLog, ImageService } from '../platform/index.js';
import { Item } from './item.entity.js';
import { ItemResolver } from './item.resolver.js';
import { ItemService } from './item.service.js';
import { PriceBandService } from './price-bands.js';
import { Store, StoreMember } from './store.entity.js';
import { StoreResolver } from './store.resolver.js';
import { StoreService } from './store.service.js';
import { Workspace } from './workspace.entity.js';
import { WorkspaceResolver } from './workspace.resolver.js';
import { WorkspaceService } from './workspace.service.js';

export { READ_CATALOG, visibleStores } from './access.js';
export {
  type ItemOutcome,
  type ItemRow,
  upsertItems,
  upsertStores,
} from './bulk-write.js';
export { Item, ItemOrigin, PriceBand } from './item.entity.js';
export { IsName, isName } from './name.js';
export type { PriceBandService } from './price-bands.js';
export { Store } from './store.entity.js';
export type { StoreService } from './store.service.js';
export { Estimand, MINIMUM_TRAFFIC_RANGE, Scenario, Workspace } from './workspace.entity.js';
export type { WorkspaceService } from './workspace.service.js';

export const catalogEntities = [Workspace, Store, StoreMember, Item];

export interface CatalogOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly images: ImageService;
}

/** Workspaces, their stores and what these sell. */
export function createCatalog({ dataSource, audit, images }: CatalogOptions) {
  const workspaces = new WorkspaceService(dataSource, audit);
  const stores = new StoreService(dataSource, audit);
  const items = new ItemService(dataSource, audit, images);
  const priceBands = new PriceBandService(dataSource);
  return {
    workspaces,
    stores,
    items,
    priceBands,
    resolvers: [
      new WorkspaceResolver(workspaces),
      new StoreResolver(stores),
      new ItemResolver(items, stores, images),
    ],
    imageReferences: [items.imageReferences],
    periodicTasks: [
      { name: 'reclassify-prices', everySeconds: 30, run: () => priceBands.reclassifyRequested() },
    ],
  };
}
