import pg from 'pg';
import type { DataSource } from 'typeorm';
import { conflict } from '../../errors/domain-error.js';

/** What tells a database from every other, also from one of the same name in another cluster. */
const IDENTITY = `SELECT current_database() AS name, pg_postmaster_start_time()::text AS "startedAt"`;

interface Identity {
  readonly name: string;
  readonly startedAt: string;
}

/**
 * Refuses a daily role that works in another database than the one its owner migrates. A role that may not sign in yet
 * is left to `grantDaily`.
 *
 * @param dailyUrl where the daily role signs in
 * @throws {DomainError} CONFLICT
 */
export async function refuseOtherDatabase(owner: DataSource, dailyUrl: string): Promise<void> {
  const [migrated]: Identity[] = await owner.query(IDENTITY);
  const daily = await identityAt(dailyUrl);
  if (!migrated || !daily) return;
  if (daily.name === migrated.name && daily.startedAt === migrated.startedAt) return;
  throw conflict(
    `DATABASE_URL and DATABASE_OWNER_URL lead to different databases ("${daily.name}" and "${migrated.name}"): both must lead to the same one`,
  );
}

async function identityAt(connectionString: string): Promise<Identity | null> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return (await client.query<Identity>(IDENTITY)).rows[0] ?? null;
  } catch {
    return null;
  } finally {
    await client.end();
  }
}
