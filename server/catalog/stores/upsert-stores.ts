import type { EntityManager } from 'typeorm';

export interface StoresUpserted {
  /** Id by name, of every name that was given. */
  readonly idByName: ReadonlyMap<string, string>;
  readonly addedCount: number;
}

/**
 * Finds stores by name and adds those that are missing, in one statement for thousands of names.
 * It checks no permission: the command that imports does. Names are trimmed by the caller and not empty.
 *
 * @param manager of the transaction of the import
 */
export async function upsertStoresUnchecked(
  manager: EntityManager,
  workspaceId: string,
  names: readonly string[],
): Promise<StoresUpserted> {
  const added: { name: string; id: string }[] = await manager.query(
    `INSERT INTO stores (workspace_id, name)
     SELECT $1, name FROM (SELECT DISTINCT unnest($2::text[]) AS name) AS given ORDER BY name
     ON CONFLICT (workspace_id, name) DO NOTHING
     RETURNING name, id`,
    [workspaceId, names],
  );
  const stores: { name: string; id: string }[] = await manager.query(
    'SELECT name, id FROM stores WHERE workspace_id = $1 AND name = ANY($2::text[])',
    [workspaceId, names],
  );
  return { idByName: new Map(stores.map(({ name, id }) => [name, id])), addedCount: added.length };
}
