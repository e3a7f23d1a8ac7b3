import { Item } from './item.entity.js';
import { Store, StoreMember } from './store.entity.js';
import { Workspace } from './workspace.entity.js';

export { READ_CATALOG, visibleStores, WRITE_ITEMS, WRITE_STORES } from './access.js';
export {
  type ItemOutcome,
  type ItemRow,
  type ItemsUpserted,
  NAME_LENGTH_LIMIT,
  type StoresUpserted,
  upsertItems,
  upsertStores,
} from './bulk-write.js';
export { Item, ItemOrigin, PriceBand } from './item.entity.js';
export { Store } from './store.entity.js';
export { Estimand, Scenario, Workspace } from './workspace.entity.js';

export const catalogEntities = [Workspace, Store, StoreMember, Item];
