import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conflict } from '../../errors/domain-error.js';
import type { PostgresPrograms } from './postgres-programs.js';

/**
 * PostgreSQL opens the files of its own major version only.
 *
 * @throws {DomainError} CONFLICT with both versions, or for a folder that is not a cluster
 */
export async function refuseOtherVersion(cluster: string, programs: PostgresPrograms): Promise<void> {
  const file = join(cluster, 'PG_VERSION');
  const found = (await readFile(file, 'utf8').catch(nothingIfMissing)).trim();
  if (!/^\d+$/.test(found)) {
    throw conflict(
      `${cluster} is damaged: ${file} should hold the version of PostgreSQL. Restore the folder from a backup`,
    );
  }
  const { stdout } = await programs.run('postgres', ['--version']);
  const ours = /(\d+)\.\S+/.exec(stdout);
  if (!ours) throw new Error(`postgres --version printed "${stdout}"`);
  if (ours[1] === found) return;
  throw conflict(
    `The database in ${cluster} is of PostgreSQL ${found}, and this Toile brings PostgreSQL ${ours[0]}. ` +
      `Run the Toile that brought PostgreSQL ${found}, or move the data with pg_dump and pg_restore`,
  );
}

function nothingIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
