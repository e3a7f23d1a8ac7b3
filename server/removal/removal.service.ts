import type { DataSource, EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  markRemovedUnchecked,
  type PriceBandService,
  type RemovalScope,
  Store,
  Workspace,
} from '../catalog/index.js';
import {
  ADMINISTER,
  type AuditLog,
  authorize,
  conflict,
  Job,
  type JobHandle,
  type JobService,
  notFound,
  type Viewer,
} from '../platform/index.js';
import { requireConfirmation } from './confirmation.js';
import { countContentsUnchecked } from './count-contents.js';
import type { RemovalContents } from './removal-contents.type.js';
import { type Removal, removeUnchecked } from './remove-scope.js';
import { holdSimulations } from './simulation-lock.js';
import { DELETE_STORE, DELETE_WORKSPACE } from './task-kinds.js';
import { refuseUnfinishedWork } from './unfinished-work.js';

export interface RemovalServiceOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly jobs: JobService;
  readonly priceBands: PriceBandService;
}

/** A store or a workspace to delete, and its name as a person typed it. */
export interface Deletion {
  readonly id: string;
  readonly confirmation: string;
}

/**
 * Deletes stores and workspaces, as jobs: millions of events take longer than a request may. Until such a job ends
 * everything is as it was, but for events of the stores: those are rejected from the start.
 */
export class RemovalService {
  constructor(private readonly options: RemovalServiceOptions) {}

  /** How much is deleted with a store. @throws {DomainError} NOT_FOUND, FORBIDDEN */
  async storeContents(viewer: Viewer, workspaceId: string, id: string): Promise<RemovalContents> {
    authorize(viewer, ADMINISTER);
    const { manager } = this.options.dataSource;
    const store = isUuid(id) ? await manager.findOneBy(Store, { id, workspaceId }) : null;
    if (!store) throw notFound('Store', id);
    return countContentsUnchecked(manager, { workspaceId, storeId: id });
  }

  /** How much is deleted with a workspace. @throws {DomainError} NOT_FOUND, FORBIDDEN */
  async workspaceContents(viewer: Viewer, id: string): Promise<RemovalContents> {
    authorize(viewer, ADMINISTER);
    const { manager } = this.options.dataSource;
    const workspace = isUuid(id) ? await manager.findOneBy(Workspace, { id }) : null;
    if (!workspace) throw notFound('Workspace', id);
    return countContentsUnchecked(manager, { workspaceId: id, storeId: null });
  }

  /**
   * Queues the deletion of a store; asking while it is under way gives that job.
   *
   * @throws {DomainError} NOT_FOUND; INVALID_INPUT for a wrong confirmation; CONFLICT while jobs write to the store
   */
  async deleteStore(viewer: Viewer, workspaceId: string, { id, confirmation }: Deletion): Promise<Job> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.transaction(async (manager) => {
      const where = { id, workspaceId };
      const store = isUuid(id) ? await manager.findOne(Store, { where, lock: ROW_LOCK }) : null;
      if (!store) throw notFound('Store', id);
      requireConfirmation('store', store.name, confirmation);
      if (await unfinishedJob(manager, DELETE_WORKSPACE, { workspaceId, storeId: null }))
        throw conflict('The workspace of the store is being deleted');
      const scope = { workspaceId, storeId: id };
      return this.queue(manager, viewer, { kind: DELETE_STORE, scope, name: store.name });
    });
  }

  /**
   * Queues the deletion of a workspace; asking while it is under way gives that job.
   *
   * @throws {DomainError} NOT_FOUND; INVALID_INPUT for a wrong confirmation; CONFLICT for the default workspace, or
   *   while jobs of the workspace have not ended
   */
  async deleteWorkspace(viewer: Viewer, { id, confirmation }: Deletion): Promise<Job> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.transaction(async (manager) => {
      const workspace = isUuid(id)
        ? await manager.findOne(Workspace, { where: { id }, lock: ROW_LOCK })
        : null;
      if (!workspace) throw notFound('Workspace', id);
      if (workspace.isDefault) throw isNeeded(workspace);
      requireConfirmation('workspace', workspace.name, confirmation);
      const scope = { workspaceId: id, storeId: null };
      return this.queue(manager, viewer, { kind: DELETE_WORKSPACE, scope, name: workspace.name });
    });
  }

  /**
   * Does what a job was queued for, in the name of who asked for it.
   *
   * @returns how much was deleted; null where it is gone, by an earlier run that could not say so any more
   */
  async run(scope: RemovalScope, { id: jobId, requester, signal, report }: JobHandle) {
    authorize(requester, ADMINISTER);
    const { dataSource, priceBands } = this.options;
    const target = await describe(dataSource.manager, scope);
    if (!target) return null;
    const contents = await removeUnchecked(dataSource, {
      ...scope,
      jobId,
      signal,
      report,
      prepare: (manager) => prepare(manager, target.simulated),
      note: this.noteFor(requester, scope, target),
    });
    await priceBands.reclassifyRequestedUnchecked();
    return contents;
  }

  private async queue(manager: EntityManager, viewer: Viewer, { kind, scope, name }: Queued): Promise<Job> {
    const underWay = await unfinishedJob(manager, kind, scope);
    if (underWay) return underWay;
    await refuseUnfinishedWork(manager, scope, null);
    const target = await describe(manager, scope);
    await prepare(manager, target!.simulated); // its row is locked
    const isStore = scope.storeId !== null;
    const job = await this.options.jobs.enqueueUnchecked({
      kind,
      subject: name,
      payload: scope,
      workspaceId: isStore ? scope.workspaceId : null, // else the job would be deleted with the workspace
      requestedBy: viewer,
      manager,
    });
    await markRemovedUnchecked(manager, scope, job.id);
    await this.options.audit.record(manager, viewer, `${wordOf(scope)}.requestDelete`, subjectOf(scope), {
      name,
      jobId: job.id,
    });
    return job;
  }

  private noteFor(viewer: Viewer, scope: RemovalScope, { name, slug }: Target): Removal['note'] {
    const where = scope.storeId === null ? { slug } : { workspaceId: scope.workspaceId };
    return (manager, contents) =>
      this.options.audit.record(manager, viewer, `${wordOf(scope)}.delete`, subjectOf(scope), {
        name,
        ...where,
        ...contents,
      });
  }
}

const ROW_LOCK = { mode: 'for_no_key_update' } as const;

interface Queued {
  readonly kind: string;
  readonly scope: RemovalScope;
  readonly name: string;
}

/** What a scope is called, and whether its workspace is simulated. */
interface Target {
  readonly name: string;
  readonly slug: string;
  readonly simulated: boolean;
}

async function describe(
  manager: EntityManager,
  { workspaceId, storeId }: RemovalScope,
): Promise<Target | null> {
  const workspace = await manager.findOneBy(Workspace, { id: workspaceId });
  if (!workspace || storeId === null) return workspace;
  const store = await manager.findOneBy(Store, { id: storeId, workspaceId });
  return store && { name: store.name, slug: workspace.slug, simulated: workspace.simulated };
}

async function prepare(manager: EntityManager, simulated: boolean): Promise<void> {
  if (simulated) await holdSimulations(manager);
}

async function unfinishedJob(
  manager: EntityManager,
  kind: string,
  payload: RemovalScope,
): Promise<Job | null> {
  return manager
    .createQueryBuilder(Job, 'job')
    .where('job.finished_at IS NULL AND job.kind = :kind AND job.payload @> :payload::jsonb', {
      kind,
      payload: JSON.stringify(payload),
    })
    .getOne();
}

const wordOf = ({ storeId }: RemovalScope) => (storeId === null ? 'workspace' : 'store');

const subjectOf = ({ workspaceId, storeId }: RemovalScope) =>
  storeId === null ? { type: 'Workspace', id: workspaceId } : { type: 'Store', id: storeId };

const isNeeded = ({ name }: Workspace) =>
  conflict(
    `"${name}" is the default workspace, which requests, commands and new keys use when they name none: it cannot be deleted. Delete its stores instead`,
  );
