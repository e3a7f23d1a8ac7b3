import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type AuditLog, type JobService, SharedThread, type ThreadHost } from '../../platform/index.js';
import type { RemoteRunner } from '../remote/remote-runner.js';
import { registerDemonstration } from './demonstration.js';
import { ModelStore } from './files/model-store.js';
import { sweepFiles } from './files/sweep-files.js';
import { ModelImportService } from './import.service.js';
import { RegistryResolver } from './registry.resolver.js';
import { RegistryService, type RegistryServiceOptions } from './registry.service.js';
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
  readonly remotes: RemoteRunner;
  /** As in `RegistryServiceOptions`. */
  readonly requireUnused: RegistryServiceOptions['requireUnused'];
  /** Of everything that models keep as files. */
  readonly folder: string;
}

/** The versions of models: what they are, where their files are and which are used. */
export function createRegistry({ jobs, threads, folder, ...options }: RegistryOptions) {
  const { dataSource, audit } = options;
  const inspector = new SharedThread(threads, { idleMs: INSPECTOR_IDLE_MS });
  const store = new ModelStore(folder);
  const registry = new RegistryService({
    ...options,
    store,
    inspect: (path, signal) => inspector.call('inspectFolder', path, { signal }),
  });
  const stages = new StageService(dataSource, audit);
  const incoming = join(folder, 'incoming');
  const imports = new ModelImportService({ dataSource, audit, jobs, registry, incoming });
  const sweep = () => sweepFiles(dataSource, store);
  return {
    registry,
    stages,
    resolvers: [new RegistryResolver({ registry, stages, imports })],
    tasks: [imports.task],
    periodicTasks: [{ name: 'sweep-model-files', everySeconds: SWEEP_SECONDS, run: sweep }],
    /** Makes the models that come with Toile known: see the function of this name. */
    registerDemonstration: () => registerDemonstration({ registry, stages }),
  };
}
