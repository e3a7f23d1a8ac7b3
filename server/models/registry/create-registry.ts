import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type AuditLog, type JobService, SharedThread, type ThreadHost } from '../../platform/index.js';
import type { RemoteModels } from '../inference/inference.js';
import { registerDemonstration } from './demonstration.js';
import { ModelImportService } from './import.service.js';
import { ModelStore } from './model-store.js';
import { RegistryService } from './registry.service.js';
import { StageService } from './stage.service.js';
import type { RegistryTasks } from './thread-tasks.js';

const SWEEP_SECONDS = 3_600;
/** Long enough for the next of several folders, short enough to give the memory of the thread back. */
const INSPECTOR_IDLE_MS = 15_000;

export interface RegistryOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly jobs: JobService;
  readonly threads: ThreadHost<RegistryTasks>;
  readonly remotes: RemoteModels;
  /** Of everything that models keep as files. */
  readonly folder: string;
}

/** The versions of models: what they are, where their files are and which are used. */
export function createRegistry({ dataSource, audit, jobs, threads, remotes, folder }: RegistryOptions) {
  const inspector = new SharedThread(threads, { idleMs: INSPECTOR_IDLE_MS });
  const registry = new RegistryService({
    dataSource,
    audit,
    store: new ModelStore(folder),
    inspect: (path, signal) => inspector.call('inspectFolder', path, { signal }),
    remotes,
  });
  const stages = new StageService(dataSource, audit);
  const incoming = join(folder, 'incoming');
  const imports = new ModelImportService({ dataSource, audit, jobs, registry, incoming });
  const sweep = () => registry.sweep(new Date());
  return {
    registry,
    stages,
    imports,
    tasks: [imports.task],
    periodicTasks: [{ name: 'sweep-model-files', everySeconds: SWEEP_SECONDS, run: sweep }],
    /** Makes the models that come with Toile known: see the function of this name. */
    registerDemonstration: () => registerDemonstration({ registry, stages }),
  };
}
