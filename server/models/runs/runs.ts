import type { Connection, ConnectionArgs, Job, Viewer } from '../../platform/index.js';
import type { ModelKind } from '../registry/model-version.entity.js';
import type {
  GeneratedImage,
  ModelRun,
  ModelRunKind,
  RunLogLine,
  TrainingPoint,
} from './model-run.entity.js';
import type { RewardBaseline, TrainingMethod } from './training-method.js';

/** Preference groups to learn from, or to measure on: exactly one of the two. */
export interface RunDataset {
  /** Groups of the simulated merchants of the demonstration. */
  readonly simulated?: { readonly groups: number; readonly seed: number } | null;
  /** Name of a folder beneath `models/datasets` of the data folder: NDJSON with images, or PickaPic parquet. */
  readonly folder?: string | null;
}

/** Trains a model on from a parent. */
export interface TrainingRequest {
  readonly kind: ModelKind;
  /** PERSONAL by default. */
  readonly method?: TrainingMethod | null;
  /** Trained on the same groups and measured beside a reward model; none by default. */
  readonly baselines?: readonly RewardBaseline[] | null;
  /** What to call the version that results. */
  readonly name: string;
  /** What to train on from; the version in production by default. */
  readonly parentId?: string | null;
  readonly dataset: RunDataset;
  /** Optimiser steps. */
  readonly steps: number;
  /** Groups that one optimiser step sees; 8 by default. */
  readonly groupsPerStep?: number | null;
  /** The largest one of the schedule; that of the method by default. */
  readonly learningRate?: number | null;
  /** 1 by default. */
  readonly seed?: number | null;
}

export interface EvaluationRequest {
  readonly versionId: string;
  readonly dataset: RunDataset;
  /** Of bootstrap intervals and of drawn pictures; 1 by default. */
  readonly seed?: number | null;
}

/** A point of a loss curve as it is shown. */
export type CurvePoint = Omit<TrainingPoint, 'runId' | 'at'>;

/** Which runs to list. */
export interface RunFilter {
  readonly kind?: ModelRunKind | null;
  readonly storeId?: string | null;
}

/**
 * Trainings, evaluations and drawings as jobs. Those who may read models see every run of a workspace, a merchant the
 * drawings that they asked for themselves, of stores that they are a member of. What takes ids asks no permission: of
 * runs the viewer was shown.
 */
export interface Runs {
  /** @throws {DomainError} NOT_FOUND for an unknown parent or dataset, INVALID_INPUT, FORBIDDEN */
  startTraining(viewer: Viewer, workspaceId: string, request: TrainingRequest): Promise<ModelRun>;

  /** @throws {DomainError} NOT_FOUND for an unknown version or dataset, INVALID_INPUT, FORBIDDEN */
  startEvaluation(viewer: Viewer, workspaceId: string, request: EvaluationRequest): Promise<ModelRun>;

  /**
   * Lets a training that failed go on at its last checkpoint, for who asked for it.
   *
   * @throws {DomainError} CONFLICT where it did not fail, failed because it diverged, or its checkpoints are gone;
   *   NOT_FOUND, INVALID_INPUT, FORBIDDEN
   */
  resume(viewer: Viewer, workspaceId: string, id: string): Promise<ModelRun>;

  /**
   * Whether `resume` would take it from this viewer.
   *
   * @param job of the run
   */
  isResumable(viewer: Viewer, run: ModelRun, job: Job): Promise<boolean>;

  /** @throws {DomainError} NOT_FOUND also for a run the viewer does not see */
  find(viewer: Viewer, workspaceId: string, id: string): Promise<ModelRun>;

  /** Newest first. */
  list(viewer: Viewer, workspaceId: string, page: ConnectionArgs & RunFilter): Promise<Connection<ModelRun>>;

  /** One run an id, in the order of the ids: the contract of DataLoader. */
  listByIds(ids: readonly string[]): Promise<(ModelRun | null)[]>;

  /**
   * The loss curve in order. One of more than `maximumPoints` is thinned: each point but the last stands for the means
   * of its share of the steps.
   *
   * @throws {DomainError} INVALID_INPUT for a number that is not from 2 to 5000
   */
  curve(runId: string, maximumPoints: number): Promise<CurvePoint[]>;

  /** The last lines of the log, oldest first. @throws {DomainError} INVALID_INPUT for a number not from 1 to 1000 */
  log(runId: string, last: number): Promise<RunLogLine[]>;

  /** The pictures finished so far by position, one list a run, in the order of the ids: the contract of DataLoader. */
  listImages(runIds: readonly string[]): Promise<GeneratedImage[][]>;
}
