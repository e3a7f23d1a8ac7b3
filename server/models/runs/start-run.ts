import type { DataSource, EntityManager } from 'typeorm';
import { idOf, type JobService, nameOf, type Viewer } from '../../platform/index.js';
import { ModelRun } from './records/model-run.entity.js';

/** A run before it has a job. */
export interface NewRun extends Pick<ModelRun, 'kind' | 'workspaceId' | 'seed' | 'settings'> {
  /** The version that is used, measured, or trained on from. */
  readonly versionId: string;
  readonly storeId?: string | null;
  /** Kind of its job, which finds the run under its own id; the job's payload is empty. */
  readonly task: string;
  /** Throws where the requester may not have another run, in the transaction that starts it. */
  readonly mayStart?: (manager: EntityManager) => Promise<void>;
}

/** Queues the job of a run and notes the run, both or neither: the caller has checked the permission. */
export function startRunUnchecked(
  { dataSource, jobs }: { readonly dataSource: DataSource; readonly jobs: JobService },
  requestedBy: Viewer,
  { task, mayStart, ...run }: NewRun,
): Promise<ModelRun> {
  const { workspaceId } = run;
  return dataSource.transaction(async (manager) => {
    await mayStart?.(manager);
    const { id } = await jobs.enqueueUnchecked({
      kind: task,
      payload: {},
      workspaceId,
      requestedBy,
      manager,
    });
    const requester = { requesterId: idOf(requestedBy), createdBy: nameOf(requestedBy) };
    return manager.save(manager.create(ModelRun, { ...run, ...requester, id }));
  });
}
