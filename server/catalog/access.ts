import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { type AccessRule, invalidInput, notFound, Role, Scope, type Viewer } from '../platform/index.js';

/** Everybody but experts, who are blind to origin; merchants see the stores they are members of. */
export const READ_CATALOG: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.ML_ENGINEER, Role.MERCHANT],
  scopes: [Scope.READ],
};

/** The facts of a store or an item: also for who writes them and is answered what became of it. */
export const SEE_CATALOG: AccessRule = { ...READ_CATALOG, scopes: [Scope.READ, Scope.CATALOG_WRITE] };

/** Stores and their attributes. */
export const WRITE_STORES: AccessRule = { roles: [Role.ANALYST], scopes: [Scope.CATALOG_WRITE] };

/** Items; a merchant writes those of the stores they are a member of. */
export const WRITE_ITEMS: AccessRule = {
  roles: [Role.ANALYST, Role.MERCHANT],
  scopes: [Scope.CATALOG_WRITE],
};

/**
 * The one rule of which stores a viewer sees, as a SQL condition: all of them, or for a merchant those they
 * are a member of. Add `condition` to the WHERE of every read that reaches stores, items or their numbers.
 *
 * @param storeId   SQL of the store's id, e.g. `items.store_id`
 * @param parameter placeholder that will hold `memberId`, e.g. `$3` or `:memberId`
 */
export const visibleStores = (viewer: Viewer, storeId: string, parameter: string): VisibleStores => ({
  // A list, unlike EXISTS below an OR, finds the rows of few stores by an index.
  condition: `(${parameter}::uuid IS NULL OR ${storeId} = ANY (ARRAY(
    SELECT member.store_id FROM store_members AS member WHERE member.user_id = ${parameter}::uuid)))`,
  memberId: viewer.kind === 'user' && viewer.role === Role.MERCHANT ? viewer.userId : null,
});

export interface VisibleStores {
  readonly condition: string;
  /** The merchant whose stores are meant; null for a viewer who sees all. */
  readonly memberId: string | null;
}

/** Names a store of a workspace: by its id, or by its name. */
export interface StoreReference {
  readonly storeId?: string | null;
  readonly store?: string | null;
}

/**
 * The id of a store, which cannot be deleted until the transaction ends.
 *
 * @throws {DomainError} INVALID_INPUT unless it is named in one way; NOT_FOUND for a store that the workspace does not
 *   have, or the viewer does not see
 */
export async function findSeenStore(
  manager: EntityManager,
  viewer: Viewer,
  workspaceId: string,
  { storeId = null, store = null }: StoreReference,
): Promise<string> {
  if ((storeId === null) === (store === null))
    throw invalidInput('Name the store by `storeId` or by `store`, its name: one of them');
  const { condition, memberId } = visibleStores(viewer, 'stores.id', '$4');
  const [found]: { id: string }[] = await manager.query(
    `SELECT id FROM stores WHERE workspace_id = $1 AND (id = $2 OR name = $3) AND ${condition} FOR KEY SHARE`,
    [workspaceId, isUuid(storeId) ? storeId : null, store?.trim(), memberId],
  );
  if (!found) throw notFound('Store', storeId ?? `"${store}"`);
  return found.id;
}
