import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  type AuditLog,
  authorize,
  invalidInput,
  type Job,
  type JobHandle,
  type JobService,
  type JobTask,
  type Viewer,
} from '../../platform/index.js';
import { RUN_MODELS } from '../access.js';
import { isNotedSimulated } from '../training/index.js';
import { ModelKind } from '../versions/model-kind.js';
import type { RegistryService } from './registry.service.js';

const IMPORT_KIND = 'import-model';
/** `incoming` for people, who need not know where the data folder is. */
const PLACE = 'models/incoming of the data folder (TOILE_DATA_DIR)';

const ImportPayload = z.object({ kind: z.enum(ModelKind), name: z.string(), folder: z.string() });
export type ModelImport = z.output<typeof ImportPayload>;

export interface ModelImportServiceOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly jobs: JobService;
  readonly registry: RegistryService;
  /** Where people put the folders that they import by name. */
  readonly incoming: string;
}

/** Brings weights that were trained elsewhere in. */
export class ModelImportService {
  constructor(private readonly options: ModelImportServiceOptions) {}

  /**
   * Queues the import of a folder beneath `incoming`.
   *
   * @throws {DomainError} INVALID_INPUT where there is no such folder, FORBIDDEN
   */
  async request(viewer: Viewer, workspaceId: string, payload: ModelImport): Promise<Job> {
    authorize(viewer, RUN_MODELS);
    await this.pathOf(payload.folder);
    const { dataSource, jobs, audit } = this.options;
    return dataSource.transaction(async (manager) => {
      const job = await jobs.enqueueUnchecked({
        kind: IMPORT_KIND,
        payload,
        workspaceId,
        requestedBy: viewer,
        manager,
      });
      await audit.record(manager, viewer, 'model.import', { type: 'Job', id: job.id }, payload);
      return job;
    });
  }

  /** What a job of an import does; run again after a crash, it registers the version once. */
  readonly task: JobTask<ModelImport> = {
    kind: IMPORT_KIND,
    payload: ImportPayload,
    run: (payload, job) => this.run(payload, job),
  };

  private async run({ folder, ...version }: ModelImport, { requester, signal, report }: JobHandle) {
    report({ message: 'Checking every tensor' });
    const path = await this.pathOf(folder);
    const { id } = await this.options.registry.register(
      requester,
      { ...version, folder: path, simulated: isNotedSimulated(path) },
      { signal, report: (done, total) => report({ done, total, message: 'Keeping the files (bytes)' }) },
    );
    return { versionId: id };
  }

  private async pathOf(folder: string): Promise<string> {
    const { incoming } = this.options;
    const path = resolve(incoming, folder);
    const below = relative(incoming, path);
    if (below === '' || below === '..' || below.startsWith(`..${sep}`) || path !== join(incoming, below))
      throw invalidInput(`folder must be the name of a folder in ${PLACE}, not "${folder}"`);
    const found = await stat(path).catch(() => null);
    if (!found?.isDirectory())
      throw invalidInput(`There is no folder "${folder}" in ${PLACE}: copy the model there first`);
    return path;
  }
}
