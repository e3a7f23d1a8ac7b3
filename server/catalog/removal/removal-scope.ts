/** What is deleted: one store, or a workspace with all that belongs to it. */
export interface RemovalScope {
  readonly workspaceId: string;
  /** Null for the whole workspace. */
  readonly storeId: string | null;
}

/** The parameters of statements about a scope: $1 is the workspace, $2 the store. */
export const scopeParameters = ({ workspaceId, storeId }: RemovalScope): [string, string | null] => [
  workspaceId,
  storeId,
];

/** SQL of the ids of the stores of a scope. */
export const STORES_IN_SCOPE =
  'SELECT stores.id FROM stores WHERE stores.workspace_id = $1 AND ($2::uuid IS NULL OR stores.id = $2)';

/** SQL of the ids of the items of a scope. */
export const ITEMS_IN_SCOPE = `SELECT items.id FROM items WHERE items.store_id IN (${STORES_IN_SCOPE})`;

/**
 * SQL: whether a store takes events. One that is being deleted does not: its events would vanish a moment later. The
 * database clears the mark when the job ends: where it failed or was cancelled, the store takes events again.
 *
 * @param store name of the row of `stores`
 */
export const takesEvents = (store: string) => `${store}.removal_job_id IS NULL`;
