import { runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { databaseAge, databaseTooOld, noteUpgrade } from './database-age.js';
import { createQueuePool } from './queue-pool.js';

/** Any number: whoever holds this lock migrates. */
const MIGRATION_LOCK = 7_005;

export interface MigrateOptions {
  /** Whether to bring an older database up to date; true by default. An empty one is always set up. */
  readonly upgrades?: boolean;
  /** Version of the server that uses the database; null if it is not known. */
  readonly serverVersion?: string | null;
}

/**
 * Brings the database up to date, once however many processes start together: our tables and the job queue's.
 *
 * @returns whether the database was empty before
 * @throws {DomainError} CONFLICT if a newer Toile has migrated it, or it is older and may not be upgraded
 */
export async function migrate(
  dataSource: DataSource,
  { upgrades = true, serverVersion = null }: MigrateOptions = {},
): Promise<{ isNew: boolean }> {
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { doneCount, pendingCount } = await databaseAge(dataSource);
    const isNew = doneCount === 0;
    if (pendingCount > 0 && !isNew && !upgrades) throw databaseTooOld(pendingCount, serverVersion);
    if (pendingCount > 0 || upgrades) {
      await migrateQueue(urlOf(dataSource));
      await dataSource.runMigrations();
    }
    if (pendingCount > 0) await noteUpgrade(dataSource);
    return { isNew };
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {}); // a lost connection holds none
    await guard.release();
  }
}

async function migrateQueue(url: string): Promise<void> {
  const pgPool = createQueuePool(url, 1);
  await runMigrations({ pgPool }).finally(() => pgPool.end());
}

/** The URL a data source was made from. */
export function urlOf({ options }: DataSource): string {
  if (options.type === 'postgres' && options.url) return options.url;
  throw new Error('The data source was made without the URL of a PostgreSQL');
}
