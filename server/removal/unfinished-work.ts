import type { EntityManager } from 'typeorm';
import { type RemovalScope, scopeParameters } from '../catalog/index.js';
import { isRunning } from '../imports/index.js';
import { conflict } from '../platform/index.js';
import { DELETE_STORE } from './task-kinds.js';

/** Jobs of a workspace that write to none of its stores, but for the runs of models, which know their store. */
const OF_NO_STORE = ['load-demo', 'import-model', DELETE_STORE];
const SHOWN_JOBS = 5;

/**
 * Jobs are waited for, not cancelled: what was deleted under an import would come back with its next rows, and a
 * training may have taken days. An import that was killed is not waited for.
 *
 * @param own id of the job that deletes; null before there is one
 * @throws {DomainError} CONFLICT with the jobs and imports that have not ended and may write to the scope
 */
export async function refuseUnfinishedWork(
  manager: EntityManager,
  scope: RemovalScope,
  own: string | null,
): Promise<void> {
  await refuseJobs(manager, scope, own);
  await refuseImports(manager, scope);
}

async function refuseJobs(manager: EntityManager, scope: RemovalScope, own: string | null): Promise<void> {
  const jobs: UnfinishedJob[] = await manager.query(UNFINISHED, [
    ...scopeParameters(scope),
    own,
    OF_NO_STORE,
  ]);
  if (jobs.length === 0) return;
  const shown = jobs.slice(0, SHOWN_JOBS).map(({ id, kind, subject }) => `${id} (${subject ?? kind})`);
  const more = jobs.length > SHOWN_JOBS ? ` and ${jobs.length - SHOWN_JOBS} more` : '';
  throw conflict(
    `Jobs have not ended: ${shown.join(', ')}${more}. Wait for them or cancel them, then delete again`,
  );
}

/** Those that a command runs, which are no jobs. */
async function refuseImports(manager: EntityManager, { workspaceId }: RemovalScope): Promise<void> {
  const runs: { id: string; fileName: string }[] = await manager.query(
    `SELECT id, file_name AS "fileName" FROM import_runs WHERE workspace_id = $1 AND finished_at IS NULL`,
    [workspaceId],
  );
  for (const { id, fileName } of runs)
    if (await isRunning(manager, id))
      throw conflict(`"${fileName}" is being imported: wait until it ends, then delete again`);
}

interface UnfinishedJob {
  readonly id: string;
  readonly kind: string;
  readonly subject: string | null;
}

const UNFINISHED = `
  SELECT job.id::text AS id, job.kind, job.subject
  FROM jobs AS job LEFT JOIN model_runs AS run ON run.id = job.id
  WHERE job.workspace_id = $1 AND job.finished_at IS NULL AND job.id IS DISTINCT FROM $3::bigint
    AND ($2::uuid IS NULL OR CASE WHEN run.id IS NULL THEN job.kind <> ALL ($4) ELSE run.store_id = $2 END)
  ORDER BY job.id`;
