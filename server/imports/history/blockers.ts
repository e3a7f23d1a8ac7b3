import type { ImportRun } from './import-run.entity.js';

/** Why an import cannot be reverted now, as sentences; none where it can. */
export async function blockersOf(run: ImportRun): Promise<string[]> {
  if (run.revertedAt) return ['It was reverted already'];
  return run.recorded
    ? []
    : ['Toile did not record what this import changed: only imports that begin from now on can be reverted'];
}
