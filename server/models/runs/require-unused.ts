import type { EntityManager } from 'typeorm';
import { conflict } from '../../platform/index.js';
import type { ModelVersion } from '../versions/model-version.entity.js';

/**
 * Waits for runs that are being started with the version; none can be until the transaction ends.
 *
 * @throws {DomainError} CONFLICT where a run that has not ended works with the version
 */
export async function requireUnused(
  manager: EntityManager,
  { id, name }: Pick<ModelVersion, 'id' | 'name'>,
): Promise<void> {
  await manager.query('SELECT FROM model_versions WHERE id = $1 FOR UPDATE', [id]);
  const [run]: { id: string; kind: string }[] = await manager.query(UNFINISHED_RUN, [id]);
  if (!run) return;
  throw conflict(
    `"${name}" is used by run ${run.id} (${run.kind}), which has not ended: wait for it or cancel it`,
  );
}

/** A run that works with the version, or measures one against the parent that it was trained on from. */
const UNFINISHED_RUN = `
  SELECT run.id, run.kind FROM model_runs AS run
  JOIN jobs AS job ON job.id = run.id
  JOIN model_versions AS version ON version.id = run.version_id
  WHERE job.finished_at IS NULL AND (version.id = $1 OR (run.kind = 'EVALUATE' AND version.parent_id = $1))
  ORDER BY run.id LIMIT 1
`;
