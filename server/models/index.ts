import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { StoreService } from '../catalog/index.js';
import {
  type AuditLog,
  type Environment,
  HostList,
  type ImageService,
  type JobService,
  type Logger,
  type ThreadHost,
} from '../platform/index.js';
import { LocalRunner } from './compute/local-runner.js';
import { modelThreads } from './compute/model-threads.js';
import { createInference } from './inference/create-inference.js';
import { RoutedRunner } from './inference/routed-runner.js';
import { createRegistry } from './registry/create-registry.js';
import { RemoteRunner } from './remote/remote-runner.js';
import { createRuns } from './runs/create-runs.js';
import { GeneratedImage } from './runs/records/generated-image.entity.js';
import { ModelRun } from './runs/records/model-run.entity.js';
import { RunLogLine } from './runs/records/run-log-line.entity.js';
import { TrainingPoint } from './runs/records/training-point.entity.js';
import { requireUnused } from './runs/require-unused.js';
import { createProtocolServer, type ProtocolServerOptions } from './serving/protocol-server.js';
import { ServedModels } from './serving/served-models.js';
import type { ModelTasks } from './thread-tasks.js';
import { ModelFile } from './versions/model-file.entity.js';
import { ModelPromotion } from './versions/model-promotion.entity.js';
import { ModelVersion } from './versions/model-version.entity.js';

export { CANDIDATES_RANGE } from './inference/limits.js';
export { registerTrained, type TrainedRecipe } from './runs/register-trained.js';
export { TimeLeft } from './runs/tasks/time-left.js';
export { appendPoint, readCurve } from './runs/threads/curve-file.js';
export {
  DEMONSTRATION_FOLDER,
  differingNumbers,
  isNotedSimulated,
  numbersOf,
  type Recipe,
  readExpectedNumbers,
  readRecipe,
  type TrainingOutcome,
  type TrainingPoint as CurvePoint,
} from './training/index.js';
export { trainInThreads } from './training/train-in-threads.js';
export { ModelKind } from './versions/model-kind.js';
export { ModelVersion } from './versions/model-version.entity.js';

export const modelEntities = [
  ModelVersion,
  ModelPromotion,
  ModelFile,
  ModelRun,
  TrainingPoint,
  RunLogLine,
  GeneratedImage,
];

/** Where the models of a process are in memory, once for everyone who uses them. */
export interface ModelCompute {
  readonly threads: ThreadHost<ModelTasks>;
  readonly local: LocalRunner;
}

export interface ModelsOptions {
  readonly dataSource: DataSource;
  /** Folder of everything that is kept as a file. */
  readonly dataDirectory: string;
  readonly audit: AuditLog;
  readonly jobs: JobService;
  readonly stores: StoreService;
  readonly images: ImageService;
  readonly log: Logger;
  /** `TOILE_TF_BACKEND`: the one tensor backend to accept; the fastest that starts where it is absent. */
  readonly tensorBackend?: string | undefined;
  /** `TOILE_REMOTE_HOSTS`: hosts of model servers that are not on public addresses; none by default. */
  readonly remoteHosts?: readonly string[] | undefined;
  /** Where the keys of remote servers are, under the names that versions give; the process's own by default. */
  readonly environment?: Environment;
  /** Of models that this process has already made; by default it gets its own. */
  readonly compute?: ModelCompute | undefined;
}

const THREAD_TASKS = join('dist', 'server', 'models', 'thread-tasks.js');

/** Models: which there are, how they were trained, and what they score and draw. */
export function createModels(options: ModelsOptions) {
  const parts = { ...options, folder: join(options.dataDirectory, 'models') };
  const threads = options.compute?.threads ?? ownThreads(options);
  const remotes = remoteRunner(options);
  const versions = createRegistry({ ...parts, threads, remotes, requireUnused });
  const { registry, stages } = versions;
  const local = options.compute?.local ?? new LocalRunner(threads, (id) => registry.folderOfUnchecked(id));
  const runner = new RoutedRunner(local, remotes);
  const inference = createInference({ ...parts, registry, runner });
  const runs = createRuns({ ...parts, registry, threads });
  return {
    compute: { threads, local },
    registry,
    stages,
    inference: inference.service,
    runs: runs.service,
    resolvers: [...versions.resolvers, ...runs.resolvers, ...inference.resolvers],
    imageReferences: [runs.imageReferences],
    tasks: [...versions.tasks, ...runs.tasks, ...inference.tasks],
    periodicTasks: [...versions.periodicTasks, ...runs.periodicTasks],
    registerDemonstration: versions.registerDemonstration,
    /** Our models under the Open Inference Protocol v2; it listens when `listen` is called. */
    createProtocolServer: (served: Omit<ProtocolServerOptions, 'models'>) =>
      createProtocolServer({ ...served, models: new ServedModels(registry, local) }),
    /** Ends the threads. */
    close: () => threads.close(),
  };
}

const ownThreads = ({ tensorBackend, dataDirectory }: ModelsOptions) =>
  modelThreads<ModelTasks>({ tensorBackend, tasks: THREAD_TASKS, dataDirectory });

function remoteRunner({ remoteHosts = [], environment = process.env, log }: ModelsOptions): RemoteRunner {
  return new RemoteRunner(environment, { allowed: new HostList(remoteHosts), log });
}
