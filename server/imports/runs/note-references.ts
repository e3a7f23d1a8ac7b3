import type { Chunk } from './row-importer.js';

/**
 * Notes which earlier imports the rows of a chunk rely on, since they name stores or items that these added or changed,
 * or were rejected because of them: they cannot be reverted before the import of the chunk.
 *
 * @param runs of each row; undefined says nothing
 */
export async function noteReferences(
  { manager, workspaceId, runId, dryRun }: Pick<Chunk, 'manager' | 'workspaceId' | 'runId' | 'dryRun'>,
  runs: readonly (readonly (string | undefined)[])[],
): Promise<void> {
  const counts = new Map<string, number>();
  for (const run of runs.flatMap((ofRow) => [...new Set(ofRow)])) {
    if (run !== undefined && run !== runId) counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  if (dryRun || counts.size === 0) return;
  await manager.query(
    `INSERT INTO import_references (workspace_id, on_run, by_run, row_count)
     SELECT $1, on_run, $2, row_count FROM unnest($3::uuid[], $4::bigint[]) AS given (on_run, row_count)`,
    [workspaceId, runId, [...counts.keys()], [...counts.values()]],
  );
}
