import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { type AccessRule, notFound, Role, Scope, type Viewer } from '../platform/index.js';

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
  condition: `(${parameter}::uuid IS NULL OR EXISTS (SELECT FROM store_members AS member
    WHERE member.store_id = ${storeId} AND member.user_id = ${parameter}::uuid))`,
  memberId: viewer.kind === 'user' && viewer.role === Role.MERCHANT ? viewer.userId : null,
});

export interface VisibleStores {
  readonly condition: string;
  /** The merchant whose stores are meant; null for a viewer who sees all. */
  readonly memberId: string | null;
}

/** @throws {DomainError} NOT_FOUND for a store that the workspace does not have, or the viewer does not see */
export async function refuseUnseenStore(
  manager: EntityManager,
  viewer: Viewer,
  { workspaceId, storeId }: { readonly workspaceId: string; readonly storeId: string },
): Promise<void> {
  const { condition, memberId } = visibleStores(viewer, 'stores.id', '$3');
  const [store] = isUuid(storeId)
    ? await manager.query(`SELECT 1 FROM stores WHERE id = $1 AND workspace_id = $2 AND ${condition}`, [
        storeId,
        workspaceId,
        memberId,
      ])
    : [];
  if (!store) throw notFound('Store', storeId);
}
