import { runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { conflict } from '../errors/domain-error.js';
import { LOCK_LIMIT_MS, MIGRATION_LIMITS } from './data-source.js';
import { databaseAge, databaseTooOld, noteUpgrade } from './database-age.js';
import { createQueuePool } from './queue-pool.js';
import { grantDaily } from './roles/daily-role.js';
import { MIGRATION_LIMIT_HOURS } from './time-limits.js';

/** Any number: whoever holds this lock migrates. */
const MIGRATION_LOCK = 7_005;

/** Why a migration failed, by SQLSTATE: it waited too long for a lock, took too long, or lacks a right. */
const REFUSALS: Readonly<Record<string, string>> = {
  '55P03': `another program held a table for more than ${LOCK_LIMIT_MS / 1000} seconds. End what runs there, e.g. a long report or pg_dump, and start again`,
  '57014': `a step took longer than ${MIGRATION_LIMIT_HOURS} hours, or another user cancelled it. Start again when the database has less to do`,
  '42501':
    'the role of DATABASE_URL may not change tables. Start this version with DATABASE_OWNER_URL, which names the role that may',
};

export interface MigrateOptions {
  /** Whether to bring an older database up to date; true by default. An empty one is always set up. */
  readonly upgrades?: boolean;
  /** Version of the server that uses the database; null if it is not known. */
  readonly serverVersion?: string | null;
  /** The role that the product works as; null, the default, if that is the owner. */
  readonly dailyRole?: string | null;
}

/**
 * Brings the database up to date, once however many processes start together: our tables, the job queue's, and what
 * the daily role may do with them.
 *
 * @param owner from `createOwnerDataSource`
 * @returns whether the database was empty before
 * @throws {DomainError} CONFLICT if a newer Toile has migrated it, it is older and may not be upgraded, another program
 *   holds a table for long, a step takes too long, or a role does not fit
 */
export async function migrate(
  owner: DataSource,
  { upgrades = true, serverVersion = null, dailyRole = null }: MigrateOptions = {},
): Promise<{ isNew: boolean }> {
  const guard = owner.createQueryRunner();
  try {
    for (const limit of ['lock_timeout', 'statement_timeout', 'idle_session_timeout'])
      await guard.query(`SET ${limit} = 0`); // the process before, or this one, may migrate for long
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { doneCount, pendingCount } = await databaseAge(owner);
    const isNew = doneCount === 0;
    if (pendingCount > 0 && !isNew && !upgrades) throw databaseTooOld(pendingCount, serverVersion);
    if (pendingCount > 0 || upgrades) await migrateAll(owner, dailyRole);
    if (pendingCount > 0) await noteUpgrade(owner);
    return { isNew };
  } catch (error) {
    const refusal = REFUSALS[(error as NodeJS.ErrnoException).code ?? ''];
    if (!refusal) throw error;
    throw conflict(`The database could not be brought up to date: ${refusal}`, { cause: error });
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {}); // a lost connection holds none
    await guard.release();
  }
}

async function migrateAll(owner: DataSource, dailyRole: string | null): Promise<void> {
  await migrateQueue(urlOf(owner));
  await owner.runMigrations();
  if (dailyRole !== null) await owner.transaction((manager) => grantDaily(manager, dailyRole));
}

async function migrateQueue(url: string): Promise<void> {
  const pgPool = createQueuePool(url, 1, MIGRATION_LIMITS);
  await runMigrations({ pgPool }).finally(() => pgPool.end());
}

/** The URL a data source was made from. */
export function urlOf({ options }: DataSource): string {
  if (options.type === 'postgres' && options.url) return options.url;
  throw new Error('The data source was made without the URL of a PostgreSQL');
}
