import type { EntityManager } from 'typeorm';
import { problemSaying, RefusedImport } from '../mapping/problem.js';
import { importName } from '../shown-text.js';
import type { FileHashes } from './fingerprint.js';
import { holdContent } from './import-locks.js';
import type { RowImporter } from './row-importer.js';

interface FileInQuestion extends FileHashes {
  readonly workspaceId: string;
  readonly importer: RowImporter;
  /** Whether to import it on purpose. */
  readonly again: boolean;
}

/**
 * Notes about a file of whose bytes rows were imported before under other settings: they get other names or values
 * then, and nothing would tell them from those that are there.
 *
 * @throws {RefusedImport} if its rows would count twice, unless it is imported again on purpose
 */
export async function notesOnEarlierSettings(
  manager: EntityManager,
  { workspaceId, importer: { kind, rowsCountOnce = false }, again, ...hashes }: FileInQuestion,
): Promise<string[]> {
  const [earlier]: { fileName: string; startedAt: Date }[] = await manager.query(EARLIER, [
    workspaceId,
    kind,
    hashes.contentHash,
    hashes.fingerprint,
  ]);
  if (!earlier) return [];
  const imported = `The same file was imported before with other settings: ${importName(earlier.fileName, earlier.startedAt)}`;
  if (!rowsCountOnce || again) return [`${imported}. ${rowsCountOnce ? MAY_COUNT_TWICE : RESTATED}`];
  const message = `${imported}. ${MAY_COUNT_TWICE} Revert that import first, or choose "Import again"`;
  throw new RefusedImport([problemSaying(null, message, '--again imports it on purpose')]);
}

/**
 * The same for an import that is about to commit its first rows: of several imports of a file that began at once, each
 * with other settings, one comes in.
 *
 * @param manager of the transaction of these rows
 * @throws {RefusedImport} as `notesOnEarlierSettings`
 */
export async function refuseOtherSettings(manager: EntityManager, file: FileInQuestion): Promise<void> {
  if (!file.importer.rowsCountOnce || file.again) return;
  await holdContent(manager, file);
  await notesOnEarlierSettings(manager, file);
}

const MAY_COUNT_TWICE = 'Rows without an id may count twice.';
const RESTATED = 'What it stated is replaced where the rows are about the same; the rest of it stays.';

/** An import without an accepted row brought nothing so far. One that another followed has its id after its settings. */
const EARLIER = `
  SELECT file_name AS "fileName", started_at AS "startedAt" FROM import_runs
  WHERE workspace_id = $1 AND kind = $2 AND content_hash = $3 AND split_part(fingerprint, ' ', 1) IS DISTINCT FROM $4
    AND reverted_at IS NULL AND row_count > rejected_count
    AND NOT EXISTS (SELECT FROM import_runs WHERE workspace_id = $1 AND fingerprint = $4
      AND (finished_at IS NOT NULL OR row_count > rejected_count))
  ORDER BY started_at DESC LIMIT 1`;
