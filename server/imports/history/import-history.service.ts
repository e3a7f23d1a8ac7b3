import type { DataSource } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  authorize,
  type Connection,
  type ConnectionArgs,
  listConnection,
  readFor,
  type Viewer,
} from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import { blockersOf } from './blockers/blockers.js';
import { ImportRun } from './import-run.entity.js';

/** Says which files were imported into a workspace. */
export class ImportHistoryService {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, reverted and unfinished ones too. */
  async list(viewer: Viewer, workspaceId: string, page: ConnectionArgs): Promise<Connection<ImportRun>> {
    authorize(viewer, IMPORT_FILES);
    const runs = this.dataSource
      .getRepository(ImportRun)
      .createQueryBuilder('run')
      .where('run.workspace_id = :workspaceId', { workspaceId });
    return listConnection(runs, page, {
      viewer,
      keys: [
        { sql: 'run.started_at', type: 'timestamptz', of: ({ startedAt }) => startedAt.toISOString() },
        { sql: 'run.id', type: 'uuid', of: ({ id }) => id },
      ],
      descending: true,
    });
  }

  /** Null also for an import of another workspace. */
  async find(viewer: Viewer, workspaceId: string, id: string): Promise<ImportRun | null> {
    authorize(viewer, IMPORT_FILES);
    return isUuid(id) ? this.dataSource.getRepository(ImportRun).findOneBy({ id, workspaceId }) : null;
  }

  /** Why an import that the viewer was shown cannot be reverted now; none where it can. */
  listBlockers(viewer: Viewer, run: ImportRun): Promise<string[]> {
    authorize(viewer, IMPORT_FILES);
    return readFor(viewer, this.dataSource, (manager) => blockersOf(manager, run));
  }
}
