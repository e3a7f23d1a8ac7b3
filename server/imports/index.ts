import type { JobService } from '../platform/index.js';
import { ImportCountsResolver } from './counts/import-counts.resolver.js';
import { ImportHistoryResolver } from './history/import-history.resolver.js';
import { ImportHistoryService } from './history/import-history.service.js';
import { ImportRun } from './history/import-run.entity.js';
import { RevertService } from './history/revert.service.js';
import { revertTask } from './history/revert-task.js';
import { ImportResolver } from './import.resolver.js';
import { importRoutes } from './import.routes.js';
import { ImportService, type ImportServiceOptions } from './import.service.js';
import { importTask } from './import-task.js';

export type { FileReport } from './file-import.js';
export { IMPORT_FIELDS, ImportKind } from './import-kind.js';
export { IMPORT_LIMITS } from './limits.js';
export type { ImportField } from './mapping/import-field.js';
export { NumberFormat } from './mapping/number-format.js';
export { withHints } from './mapping/problem.js';
export { holdWorkspace, isRunning, keepRevertsOut } from './runs/import-locks.js';
export type { ImportProgress } from './runs/import-request.js';
export type { ImportReport } from './runs/import-table.js';
export { withHint } from './runs/rejects.js';
export { tallyTexts } from './runs/tallies.js';
export { counted } from './shown-text.js';
export { CsvQuoting } from './tables/csv/csv-quoting.js';
export { fileSource } from './tables/table-source.js';

export const importEntities = [ImportRun];

export interface ImportsOptions extends ImportServiceOptions {
  readonly jobs: JobService;
}

/** Files of shops: counts, events and catalogues, with their maps, rejects and progress. */
export function createImports(options: ImportsOptions) {
  const files = new ImportService(options);
  const history = new ImportHistoryService(options.dataSource);
  const reverts = new RevertService({ ...options, history });
  return {
    files,
    history,
    reverts,
    resolvers: [
      new ImportResolver(files),
      new ImportCountsResolver(files),
      new ImportHistoryResolver(history, reverts),
    ],
    routes: [importRoutes(files)],
    tasks: [importTask(files), revertTask(reverts)] as const,
  };
}
