import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { StoreService } from '../../catalog/index.js';
import type { ImageService, JobService, ThreadHost } from '../../platform/index.js';
import type { RegistryService } from '../registry/registry.service.js';
import { GeneratedImageResolver } from './generated-image.resolver.js';
import { RunResolver } from './run.resolver.js';
import { RunService } from './run.service.js';
import { evaluationTask } from './tasks/evaluation-task.js';
import { RunFolders, sweepRunFolders } from './tasks/run-folders.js';
import { trainingTask } from './tasks/training-task.js';
import type { RunTasks } from './thread-tasks.js';
import { VersionRunResolver } from './version-run.resolver.js';
import { runsAsReferences } from './visible-runs.js';

export interface RunsOptions {
  readonly dataSource: DataSource;
  readonly jobs: JobService;
  readonly stores: StoreService;
  readonly images: ImageService;
  readonly registry: RegistryService;
  readonly threads: ThreadHost<RunTasks>;
  /** Of everything that models keep as files. */
  readonly folder: string;
}

/** Trainings and evaluations as jobs, and every run as people see it. */
export function createRuns({ dataSource, jobs, stores, images, registry, threads, folder }: RunsOptions) {
  const datasets = join(folder, 'datasets');
  const folders = new RunFolders(join(folder, 'runs'));
  const parts = { dataSource, registry, threads, folders, datasets };
  const service = new RunService({ dataSource, jobs, registry, datasets, folders });
  return {
    imageReferences: runsAsReferences(dataSource),
    service,
    resolvers: [
      new VersionRunResolver(service),
      new RunResolver({ runs: service, registry, jobs, stores }),
      new GeneratedImageResolver(images),
    ],
    tasks: [trainingTask(parts), evaluationTask(parts)],
    periodicTasks: [sweepRunFolders(dataSource, folders)],
  };
}
