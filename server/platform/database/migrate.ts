import { runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { conflict } from '../errors/domain-error.js';
import { LOCK_LIMIT_MS } from './data-source.js';
import { grantDaily } from './roles/daily-role.js';

/** Any number: whoever holds this lock migrates. */
const MIGRATION_LOCK = 7_005;

/** What to say where a migration is refused, by SQLSTATE: a lock that it waited for too long, a right that it lacks. */
const REFUSALS: Readonly<Record<string, string>> = {
  '55P03': `another program held a table for more than ${LOCK_LIMIT_MS / 1000} seconds. End what runs there, e.g. a long report or pg_dump, and start again`,
  '42501':
    'the role of DATABASE_URL may not change tables. Start this version with DATABASE_OWNER_URL, which names the role that may',
};

/**
 * Brings the database up to date, once however many processes start together: our tables, the job queue's, and what
 * another role may do with them.
 *
 * @param owner     from `createOwnerDataSource`
 * @param dailyRole the role the product works as; the owner itself where absent
 * @returns whether the database was empty before
 * @throws {DomainError} CONFLICT where another program holds a table for long, or a role does not fit
 */
export async function migrate(owner: DataSource, dailyRole?: string): Promise<{ isNew: boolean }> {
  const guard = owner.createQueryRunner();
  try {
    await guard.query('SET lock_timeout = 0'); // for the next one: another process may migrate for long
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await migrateAll(owner, dailyRole).finally(() =>
      guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]),
    );
  } catch (error) {
    const refusal = REFUSALS[(error as NodeJS.ErrnoException).code ?? ''];
    if (!refusal) throw error;
    throw conflict(`The database could not be brought up to date: ${refusal}`, { cause: error });
  } finally {
    await guard.release();
  }
}

async function migrateAll(owner: DataSource, dailyRole: string | undefined): Promise<{ isNew: boolean }> {
  await runMigrations({ connectionString: impatient(urlOf(owner)), maxPoolSize: 1 });
  const done = await owner.runMigrations();
  if (dailyRole !== undefined) await owner.transaction((manager) => grantDaily(manager, dailyRole));
  return { isNew: done.length > 0 && done.length === owner.migrations.length };
}

/** The URL a data source was made from. */
export function urlOf({ options }: DataSource): string {
  if (options.type === 'postgres' && options.url) return options.url;
  throw new Error('The data source was made without the URL of a PostgreSQL');
}

function impatient(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('lock_timeout', String(LOCK_LIMIT_MS));
  return changed.href;
}
