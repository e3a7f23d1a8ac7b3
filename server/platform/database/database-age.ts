import { type DataSource, MigrationExecutor } from 'typeorm';
import { VERSION } from '../config/version.js';
import { conflict } from '../errors/domain-error.js';

/** How many migrations of this Toile a database has had, and how many it still needs. */
export interface DatabaseAge {
  readonly doneCount: number;
  readonly pendingCount: number;
}

/**
 * Compares a database with the migrations of this Toile.
 *
 * @throws {DomainError} CONFLICT if a newer Toile has migrated it
 */
export async function databaseAge(dataSource: DataSource): Promise<DatabaseAge> {
  const known = new Set(namesOf(dataSource));
  const done = (await new MigrationExecutor(dataSource).getExecutedMigrations()).map(({ name }) => name);
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length > 0) throw newerDatabase(await newerVersion(dataSource), unknown);
  return { doneCount: done.length, pendingCount: known.size - done.length };
}

/** Notes that this Toile has brought the database up to date. */
export async function noteUpgrade(dataSource: DataSource): Promise<void> {
  await dataSource.query('INSERT INTO database_upgrades (version, migration) VALUES ($1, $2)', [
    VERSION,
    namesOf(dataSource).at(-1),
  ]);
}

/** As TypeORM writes them down, oldest first. */
const namesOf = ({ migrations }: DataSource) =>
  migrations.map((migration) => migration.name ?? migration.constructor.name);

/** The newer version of Toile that migrated a database last; null if it has left no note. */
async function newerVersion(dataSource: DataSource): Promise<string | null> {
  const [{ exists }] = await dataSource.query(
    `SELECT to_regclass('database_upgrades') IS NOT NULL AS exists`,
  );
  if (!exists) return null;
  const [last] = await dataSource.query('SELECT version FROM database_upgrades ORDER BY id DESC LIMIT 1');
  return last && last.version !== VERSION ? last.version : null;
}

const newerDatabase = (version: string | null, unknown: readonly string[]) =>
  conflict(
    `The database was migrated by ${version ? `Toile ${version}` : 'a newer Toile'}, and this is Toile ${VERSION}, ` +
      `which does not know ${unknown.join(', ')}. Start ${version ? `Toile ${version} or a newer one` : 'the newer Toile'}, ` +
      'or restore a backup from before the upgrade',
  );

/** Why a process that may not upgrade a database does not use it. @param serverVersion of the server that uses it */
export const databaseTooOld = (pendingCount: number, serverVersion: string | null) =>
  conflict(
    `The database is older than this Toile (${VERSION}): it needs ${pendingCount} more ${pendingCount === 1 ? 'migration' : 'migrations'}, which only the server makes. ` +
      `${serverVersion ? `The server that uses it now is Toile ${serverVersion}. ` : ''}` +
      'Stop every server and worker on it, then start this version with "npm start"',
  );
