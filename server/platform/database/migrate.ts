import { runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';

/** Any number: whoever holds this lock migrates. */
const MIGRATION_LOCK = 7_005;

/**
 * Brings the database up to date, once however many processes start together: our tables and the job queue's.
 *
 * @returns whether the database was empty before
 */
export async function migrate(dataSource: DataSource): Promise<{ isNew: boolean }> {
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations({ connectionString: urlOf(dataSource), maxPoolSize: 1 });
    const done = await dataSource.runMigrations();
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return { isNew: done.length > 0 && done.length === dataSource.migrations.length };
  } finally {
    await guard.release();
  }
}

/** The URL a data source was made from. */
export function urlOf({ options }: DataSource): string {
  if (options.type === 'postgres' && options.url) return options.url;
  throw new Error('The data source was made without the URL of a PostgreSQL');
}
