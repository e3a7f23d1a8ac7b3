import type { DataSource } from 'typeorm';
import { authorize, conflict, type Job, notFound, type Viewer } from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import { blockersOf } from './blockers.js';
import type { ImportHistoryService } from './import-history.service.js';

export interface RevertServiceOptions {
  readonly dataSource: DataSource;
  readonly history: ImportHistoryService;
}

/** Takes back what a file brought, as one act. */
export class RevertService {
  constructor(private readonly options: RevertServiceOptions) {}

  /**
   * Queues the revert of an import.
   *
   * @throws {DomainError} NOT_FOUND; CONFLICT with a list where something depends on the import; FORBIDDEN
   */
  async start(viewer: Viewer, workspaceId: string, id: string): Promise<Job> {
    authorize(viewer, IMPORT_FILES);
    const run = await this.options.history.find(viewer, workspaceId, id);
    if (!run) throw notFound('Import', id);
    const blockers = await blockersOf(run);
    throw conflict(`The import cannot be reverted: ${blockers.join('; ')}`);
  }
}
