import { type DataSource, In } from 'typeorm';
import {
  allows,
  authorize,
  type Connection,
  type ConnectionArgs,
  conflict,
  type DomainError,
  invalidInput,
  type Job,
  type JobService,
  JobStatus,
  listConnection,
  notFound,
  requireWhole,
  type Viewer,
} from '../../platform/index.js';
import { RUN_MODELS } from '../access.js';
import type { RegistryService } from '../registry/registry.service.js';
import { GeneratedImage } from './records/generated-image.entity.js';
import { ModelRun, ModelRunKind } from './records/model-run.entity.js';
import { type CurvePoint, trainingCurve } from './records/run-curve.js';
import { RunLogLine } from './records/run-log-line.entity.js';
import type { StartEvaluationInput, StartTrainingInput } from './run.input.js';
import { CURVE_POINTS_RANGE, LOG_LINES_RANGE } from './settings/run-ranges.js';
import { evaluationSettings, locateDataset, seedOf, trainingSettings } from './settings/run-settings.js';
import { startRunUnchecked } from './start-run.js';
import { EVALUATION_TASK } from './tasks/evaluation-task.js';
import type { RunFolders } from './tasks/run-folders.js';
import { TRAINING_TASK } from './tasks/training-task.js';
import { measurable, parentOf, requireJudge } from './usable-versions.js';
import { visibleRuns } from './visible-runs.js';

const RUN_ID = /^\d{1,18}$/;

/** Which runs to list. */
export interface RunFilter {
  readonly kind?: ModelRunKind | null;
  readonly storeId?: string | null;
}

export interface RunServiceOptions {
  readonly dataSource: DataSource;
  readonly jobs: JobService;
  readonly registry: RegistryService;
  /** Folder of all datasets. */
  readonly datasets: string;
  readonly folders: RunFolders;
}

/**
 * Trainings, evaluations and drawings as jobs. Those who may read models see every run of a workspace, a merchant the
 * drawings that they asked for themselves, of stores that they are a member of. What takes ids without a viewer is of
 * runs that the viewer was shown.
 */
export class RunService {
  constructor(private readonly options: RunServiceOptions) {}

  /** @throws {DomainError} NOT_FOUND for an unknown parent or dataset, INVALID_INPUT, FORBIDDEN */
  async startTraining(viewer: Viewer, workspaceId: string, request: StartTrainingInput): Promise<ModelRun> {
    authorize(viewer, RUN_MODELS);
    const settings = trainingSettings(request);
    const seed = seedOf(request.seed);
    await locateDataset(this.options.datasets, settings.dataset);
    const { id: versionId } = await parentOf(this.options.registry, viewer, request);
    const kind = ModelRunKind.TRAIN;
    return startRunUnchecked(this.options, viewer, {
      kind,
      task: TRAINING_TASK,
      workspaceId,
      versionId,
      seed,
      settings,
    });
  }

  /** @throws {DomainError} NOT_FOUND for an unknown version or dataset, INVALID_INPUT, FORBIDDEN */
  async startEvaluation(
    viewer: Viewer,
    workspaceId: string,
    request: StartEvaluationInput,
  ): Promise<ModelRun> {
    authorize(viewer, RUN_MODELS);
    const { registry } = this.options;
    const version = await measurable(registry, viewer, request.versionId);
    const settings = evaluationSettings(version.kind, request);
    const seed = seedOf(request.seed);
    await locateDataset(this.options.datasets, settings.dataset);
    await requireJudge(registry, version);
    const [kind, versionId] = [ModelRunKind.EVALUATE, version.id];
    return startRunUnchecked(this.options, viewer, {
      kind,
      task: EVALUATION_TASK,
      workspaceId,
      versionId,
      seed,
      settings,
    });
  }

  /**
   * Lets a training that failed go on at its last checkpoint, for who asked for it.
   *
   * @throws {DomainError} CONFLICT where it did not fail, failed because it diverged, or its checkpoints are gone;
   *   NOT_FOUND, INVALID_INPUT, FORBIDDEN
   */
  async resume(viewer: Viewer, workspaceId: string, id: string): Promise<ModelRun> {
    authorize(viewer, RUN_MODELS);
    const run = await this.find(viewer, workspaceId, id);
    const [job] = await this.options.jobs.listByIdsUnchecked([id]);
    const obstacle = await this.obstacleOf(run, job!); // a run goes with its job
    if (obstacle) throw obstacle;
    await this.options.jobs.retryUnchecked(viewer, id);
    return run;
  }

  /**
   * Whether `resume` would take it from this viewer.
   *
   * @param job of the run
   */
  async isResumable(viewer: Viewer, run: ModelRun, job: Job): Promise<boolean> {
    return allows(RUN_MODELS, viewer) && (await this.obstacleOf(run, job)) === null;
  }

  /** Why a run cannot go on; null where it can. */
  private async obstacleOf(run: ModelRun, job: Job): Promise<DomainError | null> {
    if (run.kind !== ModelRunKind.TRAIN)
      return invalidInput('Only a training can be resumed: start another run with the same settings');
    if (job.status !== JobStatus.FAILED)
      return conflict('This run did not fail: only a failed one can be resumed');
    if (run.diverged)
      return conflict('Its loss ran away, as it would again: start another with other settings');
    if (await this.options.folders.has(run.id)) return null;
    return conflict('Its checkpoints are gone: start another run with the same settings');
  }

  /** @throws {DomainError} NOT_FOUND also for a run the viewer does not see */
  async find(viewer: Viewer, workspaceId: string, id: string): Promise<ModelRun> {
    const run = RUN_ID.test(id)
      ? await visibleRuns(this.options.dataSource, viewer, workspaceId)
          .andWhere('run.id = :id', { id })
          .getOne()
      : null;
    if (!run) throw notFound('ModelRun', id);
    return run;
  }

  /** Newest first. */
  async list(
    viewer: Viewer,
    workspaceId: string,
    { kind, storeId, ...page }: ConnectionArgs & RunFilter,
  ): Promise<Connection<ModelRun>> {
    const query = visibleRuns(this.options.dataSource, viewer, workspaceId);
    if (kind) query.andWhere('run.kind = :kind', { kind });
    if (storeId) query.andWhere('run.store_id::text = :storeId', { storeId });
    const key = { sql: 'run.id', type: 'bigint', of: ({ id }: ModelRun) => id };
    return listConnection(query, page, { viewer, keys: [key], descending: true });
  }

  /** One run an id, in the order of the ids: the contract of DataLoader. For a viewer who may see the runs. */
  async listByIdsUnchecked(ids: readonly string[]): Promise<(ModelRun | null)[]> {
    const runs = await this.options.dataSource.getRepository(ModelRun).findBy({ id: In([...ids]) });
    const byId = new Map(runs.map((run) => [run.id, run]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /**
   * The loss curve in order. One of more than `maximumPoints` is thinned: each point but the last stands for the means
   * of its share of the steps. For a viewer who may see the run.
   *
   * @throws {DomainError} INVALID_INPUT for a number outside `CURVE_POINTS_RANGE`
   */
  async curveUnchecked(runId: string, maximumPoints: number): Promise<CurvePoint[]> {
    requireWhole('maximumPoints', maximumPoints, CURVE_POINTS_RANGE);
    return trainingCurve(this.options.dataSource, runId, maximumPoints);
  }

  /**
   * The last lines of the log, oldest first. For a viewer who may see the run.
   *
   * @throws {DomainError} INVALID_INPUT for a number outside `LOG_LINES_RANGE`
   */
  async logUnchecked(runId: string, last: number): Promise<RunLogLine[]> {
    requireWhole('last', last, LOG_LINES_RANGE);
    const lines = await this.options.dataSource
      .getRepository(RunLogLine)
      .find({ where: { runId }, order: { id: 'DESC' }, take: last });
    return lines.reverse();
  }

  /**
   * The images finished so far by position, one list a run, in the order of the ids: the contract of DataLoader. For a
   * viewer who may see the runs.
   */
  async listImagesUnchecked(runIds: readonly string[]): Promise<GeneratedImage[][]> {
    const images = await this.options.dataSource
      .getRepository(GeneratedImage)
      .find({ where: { runId: In([...runIds]) }, order: { position: 'ASC' } });
    return runIds.map((id) => images.filter(({ runId }) => runId === id));
  }
}
