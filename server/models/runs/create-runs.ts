import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { JobService, ThreadHost } from '../../platform/index.js';
import type { RegistryService } from '../registry/registry.service.js';
import { RunService } from './run.service.js';
import { evaluationTask } from './tasks/evaluation-task.js';
import { RunFolders, sweepRunFolders } from './tasks/run-folders.js';
import { trainingTask } from './tasks/training-task.js';
import type { RunTasks } from './thread-tasks.js';
import { runsAsReferences } from './visible-runs.js';

export interface RunsOptions {
  readonly dataSource: DataSource;
  readonly jobs: JobService;
  readonly registry: RegistryService;
  readonly threads: ThreadHost<RunTasks>;
  /** Of everything that models keep as files. */
  readonly folder: string;
}

/** Trainings and evaluations as jobs, and every run as people see it. */
export function createRuns({ dataSource, jobs, registry, threads, folder }: RunsOptions) {
  const datasets = join(folder, 'datasets');
  const folders = new RunFolders(join(folder, 'runs'));
  const parts = { dataSource, registry, threads, folders, datasets };
  return {
    imageReferences: runsAsReferences(dataSource),
    service: new RunService({ dataSource, jobs, registry, datasets, folders }),
    tasks: [trainingTask(parts), evaluationTask(parts)],
    periodicTasks: [sweepRunFolders(dataSource, folders)],
  };
}
