import type { DataSource } from 'typeorm';
import type { AuditLog, ImageService } from '../platform/index.js';
import { Item } from './items/item.entity.js';
import { ItemResolver } from './items/item.resolver.js';
import { ItemService } from './items/item.service.js';
import { PriceBandService } from './items/price-band.service.js';
import { Store, StoreMember } from './stores/store.entity.js';
import { StoreResolver } from './stores/store.resolver.js';
import { StoreService } from './stores/store.service.js';
import { Workspace } from './workspaces/workspace.entity.js';
import { WorkspaceResolver } from './workspaces/workspace.resolver.js';
import { WorkspaceService } from './workspaces/workspace.service.js';

export { READ_CATALOG, visibleStores } from './access.js';
export { Item, ItemOrigin, PriceBand } from './items/item.entity.js';
export { type ItemRow, itemProblem } from './items/item-problem.js';
export type { PriceBandService } from './items/price-band.service.js';
export { holdCatalogueUnchecked, takeBackItemsUnchecked } from './items/take-back-items.js';
export { type ItemOutcome, type ItemsUpserted, upsertItemsUnchecked } from './items/upsert-items.js';
export { containing, IsName, isName, MAX_SEARCH_LENGTH } from './name.js';
export {
  ITEMS_IN_SCOPE,
  type RemovalScope,
  STORES_IN_SCOPE,
  scopeParameters,
  takesEvents,
} from './removal/removal-scope.js';
export {
  lockRemovedUnchecked,
  markRemovedUnchecked,
  removeStoresUnchecked,
} from './removal/remove-stores.js';
export { Store } from './stores/store.entity.js';
export type { StoreService } from './stores/store.service.js';
export { upsertStoresUnchecked } from './stores/upsert-stores.js';
export { ESTIMAND_NAMES, HEADLINE_NOTICE_DESCRIPTION, headlineNotice } from './workspaces/headline-notice.js';
export { Estimand, MINIMUM_TRAFFIC_RANGE, Scenario, Workspace } from './workspaces/workspace.entity.js';
export type { WorkspaceService } from './workspaces/workspace.service.js';

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
      { name: 'reclassify-prices', everySeconds: 30, run: () => priceBands.reclassifyRequestedUnchecked() },
    ],
  };
}
