import type { DataSource } from 'typeorm';
import {
  authorize,
  DomainError,
  type JobHandle,
  notFound,
  type ThreadHost,
} from '../../../platform/index.js';
import { RUN_MODELS } from '../../access.js';
import type { RegistryService } from '../../registry/registry.service.js';
import type { ModelVersion } from '../../versions/model-version.entity.js';
import { ModelRun } from '../records/model-run.entity.js';
import { type LogLevel, RunRecorder } from '../records/run-recorder.js';
import type { RunTasks } from '../thread-tasks.js';
import type { RunFolders } from './run-folders.js';

/** What trainings and evaluations work with. */
export interface RunParts {
  readonly dataSource: DataSource;
  readonly registry: RegistryService;
  readonly threads: ThreadHost<RunTasks>;
  readonly folders: RunFolders;
  /** Folder of all datasets. */
  readonly datasets: string;
}

/**
 * Does the work of a run, with a log that says how it began and how it ended.
 *
 * @returns what the work came to
 */
export async function recordRun<T>(
  { dataSource }: Pick<RunParts, 'dataSource'>,
  job: JobHandle,
  work: (run: ModelRun, recorder: RunRecorder) => Promise<T>,
): Promise<T> {
  const run = await dataSource.getRepository(ModelRun).findOneByOrFail({ id: job.id });
  const recorder = new RunRecorder(dataSource, job.id);
  recorder.setSecondsLeft(null);
  try {
    return await work(run, recorder);
  } catch (error) {
    recorder.addLine(...endLine(error, job.signal));
    throw error;
  } finally {
    recorder.setSecondsLeft(null);
    await recorder.flush().catch(() => {}); // the database may be what failed; the job says how it ended
  }
}

/** The requester may have lost the role since. @throws {DomainError} FORBIDDEN, before hours of work are done */
export const requireEngineer = ({ requester }: JobHandle): void => authorize(requester, RUN_MODELS);

/** The version a run is about. @throws {DomainError} NOT_FOUND if it has been removed since */
export async function versionOf(
  { registry }: Pick<RunParts, 'registry'>,
  run: ModelRun,
): Promise<ModelVersion> {
  const [version] = run.versionId ? await registry.listByIdsUnchecked([run.versionId]) : [];
  if (!version) throw notFound('ModelVersion', run.versionId ?? 'of this run');
  return version;
}

/** Cancelled for good, not interrupted to go on later. */
export const isCancelled = ({ aborted, reason }: AbortSignal) => aborted && reason === 'cancelled';

/** What the log says of a run that did not come to its end. */
function endLine(error: unknown, signal: AbortSignal): [string, LogLevel] {
  if (isCancelled(signal)) return ['Cancelled', 'warn'];
  if (signal.aborted)
    return ['Interrupted, since the server stops or lost its database; it goes on by itself', 'warn'];
  if (error instanceof DomainError) return [error.message, 'error'];
  return ['Stopped on an unexpected error; the log of the server has the details', 'error'];
}
