import { type DataSource, type EntityManager, IsNull, JsonContains } from 'typeorm';
import { validate as isUuid } from 'uuid';
import type { PriceBandService } from '../../catalog/index.js';
import {
  type AuditLog,
  authorize,
  conflict,
  Job,
  type JobService,
  nameOf,
  notFound,
  type Viewer,
} from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import { holdWorkspace, isRunning, keepsDeletionsOut } from '../runs/import-locks.js';
import { blockersOf } from './blockers/blockers.js';
import type { ImportHistoryService } from './import-history.service.js';
import { ImportRun } from './import-run.entity.js';
import { blocked, type StepReport, takeBack } from './revert-import.js';
import { REVERT_TASK } from './revert-payload.js';
import { type RevertTallies, revertTexts } from './revert-tallies.js';

export interface RevertServiceOptions {
  readonly dataSource: DataSource;
  readonly history: ImportHistoryService;
  readonly jobs: JobService;
  readonly priceBands: PriceBandService;
  readonly audit: AuditLog;
}

export interface RevertRequest {
  readonly workspaceId: string;
  readonly runId: string;
  readonly report?: StepReport;
  /** Ends the revert between two steps; then nothing is changed. */
  readonly signal?: AbortSignal;
}

export interface RevertReport {
  readonly runId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly revertedAt: Date;
  readonly tallies: RevertTallies;
  /** The tallies as people read them. */
  readonly takenBack: readonly string[];
}

/** Takes back what a file brought, as one act. */
export class RevertService {
  constructor(private readonly options: RevertServiceOptions) {}

  /**
   * Queues the revert of an import.
   *
   * @throws {DomainError} NOT_FOUND; CONFLICT for an import that runs, was reverted, or, with a list, that something
   *         depends on; FORBIDDEN
   */
  async start(viewer: Viewer, workspaceId: string, runId: string): Promise<Job> {
    authorize(viewer, IMPORT_FILES);
    const { dataSource, history, jobs, audit } = this.options;
    const run = await history.find(viewer, workspaceId, runId);
    if (!run) throw notFound('Import', runId);
    return dataSource.transaction(async (manager) => {
      await refuseBesideDeletion(manager, workspaceId);
      await refuseReverting(manager, run);
      await refuseRunning(manager, run);
      const blockers = await blockersOf(manager, run);
      if (blockers.length > 0) throw blocked(run, blockers);
      const work = {
        kind: REVERT_TASK,
        payload: { runId },
        subject: `${run.kindName}: ${run.fileName}`,
        workspaceId,
      };
      const job = await jobs.enqueueUnchecked({ ...work, requestedBy: viewer, manager });
      const details = { runId, workspaceId, fileName: run.fileName };
      await audit.record(manager, viewer, 'import.requestRevert', { type: 'Job', id: job.id }, details);
      return job;
    });
  }

  /**
   * Reverts an import in one transaction: all of it or, if something depends on it or the process is killed, nothing.
   * Of an import that was reverted already it says what was taken back then.
   *
   * @throws {DomainError} as `start`
   */
  async revert(viewer: Viewer, request: RevertRequest): Promise<RevertReport> {
    authorize(viewer, IMPORT_FILES);
    const { dataSource, priceBands } = this.options;
    const run = await dataSource.transaction((manager) => this.revertIn(manager, viewer, request));
    await priceBands.reclassifyRequestedUnchecked();
    return {
      runId: run.id,
      kind: run.kind,
      fileName: run.fileName,
      revertedAt: run.revertedAt!, // it is reverted now
      tallies: run.revertTallies ?? {},
      takenBack: revertTexts(run.revertTallies ?? {}),
    };
  }

  private async revertIn(
    manager: EntityManager,
    viewer: Viewer,
    { workspaceId, runId, report = () => {}, signal }: RevertRequest,
  ): Promise<ImportRun> {
    await refuseBesideDeletion(manager, workspaceId);
    await holdWorkspace(manager, workspaceId);
    const run = await lockedRun(manager, workspaceId, runId);
    if (run.revertedAt) return run;
    await refuseRunning(manager, run);
    const check = () => signal?.throwIfAborted();
    const tallies = await takeBack(manager, run, {
      check,
      report: (message) => {
        check();
        report(message);
      },
    });
    await manager.query(NOTE_REVERT, [runId, nameOf(viewer), JSON.stringify(tallies)]);
    const subject = { type: 'Workspace', id: workspaceId };
    const { kind, fileName } = run;
    await this.options.audit.record(manager, viewer, 'import.revert', subject, {
      ...{ runId, kind, fileName },
      ...tallies,
    });
    return manager.findOneByOrFail(ImportRun, { id: runId });
  }
}

async function lockedRun(manager: EntityManager, workspaceId: string, id: string): Promise<ImportRun> {
  const lock = { mode: 'pessimistic_write' } as const;
  const run = isUuid(id) ? await manager.findOne(ImportRun, { where: { id, workspaceId }, lock }) : null;
  if (!run) throw notFound('Import', id);
  return run;
}

async function refuseBesideDeletion(manager: EntityManager, workspaceId: string): Promise<void> {
  if (!(await keepsDeletionsOut(manager, workspaceId)))
    throw conflict('A store of the workspace is being deleted: revert the import when that has ended');
}

async function refuseReverting(manager: EntityManager, { id }: ImportRun): Promise<void> {
  const isQueued = await manager.existsBy(Job, {
    kind: REVERT_TASK,
    payload: JsonContains({ runId: id }),
    finishedAt: IsNull(),
  });
  if (isQueued) throw conflict('The import is being reverted: wait until that ends');
}

/** An import whose job has not ended would go on, or begin anew, after its revert. */
async function refuseRunning(manager: EntityManager, { id, requestId }: ImportRun): Promise<void> {
  if (await isRunning(manager, id))
    throw conflict('The import is running: wait until it ends, or cancel it, then revert it');
  const isOfJob = requestId !== null && /^\d{1,18}$/.test(requestId);
  if (isOfJob && (await manager.existsBy(Job, { id: requestId, finishedAt: IsNull() })))
    throw conflict(
      `Job ${requestId} of the import has not ended: cancel it, or wait for its end, then revert it`,
    );
}

/** The file may be imported again, and nothing relies on the run any more or is relied on by it. */
const NOTE_REVERT = `
  WITH forgotten_keys AS (DELETE FROM import_keys WHERE run_id = $1),
    forgotten_references AS (DELETE FROM import_references WHERE by_run = $1 OR on_run = $1)
  UPDATE import_runs SET fingerprint = NULL, reverted_at = now(), reverted_by = $2, revert_tallies = $3
  WHERE id = $1`;
