import type { EntityManager } from 'typeorm';

export interface StoresUpserted {
  /** Id by name, of every name that was given. */
  readonly idByName: ReadonlyMap<string, string>;
  readonly addedCount: number;
  /** The import that added a store, by the store's id; none for a store that an import did not add. */
  readonly runById: ReadonlyMap<string, string>;
}

/**
 * Finds stores by name and adds those that are missing, in one statement for thousands of names. None of them can be
 * deleted until the transaction ends. It checks no permission: the command that imports does. Names are trimmed by the
 * caller and not empty.
 *
 * @param manager of the transaction of the import
 * @param runId   of the import that may be reverted; null where there is none
 */
export async function upsertStoresUnchecked(
  manager: EntityManager,
  workspaceId: string,
  names: readonly string[],
  runId: string | null,
): Promise<StoresUpserted> {
  const added: { name: string; id: string }[] = await manager.query(
    `INSERT INTO stores (workspace_id, name, added_by_run, stated_by_run)
     SELECT $1, name, $3, $3 FROM (SELECT DISTINCT unnest($2::text[]) AS name) AS given ORDER BY name
     ON CONFLICT (workspace_id, name) DO NOTHING
     RETURNING name, id`,
    [workspaceId, names, runId],
  );
  const stores: { name: string; id: string; addedBy: string | null }[] = await manager.query(
    `SELECT name, id, added_by_run AS "addedBy" FROM stores WHERE workspace_id = $1 AND name = ANY($2::text[])
     ORDER BY name FOR KEY SHARE`,
    [workspaceId, names],
  );
  return {
    idByName: new Map(stores.map(({ name, id }) => [name, id])),
    addedCount: added.length,
    runById: new Map(stores.flatMap(({ id, addedBy }) => (addedBy ? [[id, addedBy]] : []))),
  };
}
