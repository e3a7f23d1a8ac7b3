import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { notFound, type Viewer } from '../../platform/index.js';
import { visibleStores } from '../access.js';
import { containing } from '../name.js';
import { Store } from '../stores/store.entity.js';
import { Item, type ItemOrigin } from './item.entity.js';

/** Which items are meant; what is left out or null excludes nothing. */
export interface ItemFilter {
  readonly storeId?: string | null;
  readonly origin?: ItemOrigin | null;
  readonly category?: string | null;
  /** Part of the title or the key, in any case. */
  readonly search?: string | null;
}

/** A query of the items of the stores that a viewer sees, in every workspace; it checks no other permission. */
export function seenItems(manager: EntityManager, viewer: Viewer): SelectQueryBuilder<Item> {
  const { condition, memberId } = visibleStores(viewer, 'item.store_id', ':memberId');
  return manager
    .createQueryBuilder(Item, 'item')
    .innerJoin(Store, 'store', 'store.id = item.store_id')
    .where(condition, { memberId });
}

/** `seenItems` of one workspace. */
export const seenItemsIn = (manager: EntityManager, viewer: Viewer, workspaceId: string) =>
  seenItems(manager, viewer).andWhere('store.workspace_id = :workspaceId', { workspaceId });

/** @throws {DomainError} NOT_FOUND */
export async function lockedItem(
  manager: EntityManager,
  viewer: Viewer,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<Item> {
  const seen = seenItemsIn(manager, viewer, workspaceId).andWhere('item.id = :id', { id });
  const item = isUuid(id) ? await seen.setLock('for_no_key_update', undefined, ['item']).getOne() : null;
  if (!item) throw notFound('Item', id);
  return item;
}

export function filtered(
  query: SelectQueryBuilder<Item>,
  { storeId, origin, category, search }: ItemFilter,
): SelectQueryBuilder<Item> {
  if (storeId) query.andWhere('item.store_id = :storeId', { storeId: isUuid(storeId) ? storeId : NO_STORE });
  if (origin) query.andWhere('item.origin = :origin', { origin });
  if (category) query.andWhere('item.category = :category', { category });
  if (search) {
    query.andWhere('(lower(item.title) LIKE lower(:search) OR lower(item.key) LIKE lower(:search))', {
      search: containing(search),
    });
  }
  return query;
}

/** Of no store: what a filter by something that is no id finds nothing with. */
const NO_STORE = '00000000-0000-0000-0000-000000000000';
