import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { conflict } from '../../errors/domain-error.js';
import { grantRights, showRows } from './grant-rights.js';

/** GRANT MAINTAIN, which ANALYZE needs, came with it; before, autovacuum does that alone. */
const FIRST_WITH_MAINTAIN = 170_000;

const SCHEMAS = 'public, graphile_worker';

/**
 * Gives a role what server, workers and commands do every day: anything with rows, nothing with tables. Entries of the
 * audit log can only be added, and which migrations ran only be read.
 *
 * @throws {DomainError} CONFLICT for a role that does not exist, or may do whatever the owner may
 */
export async function grantDaily(manager: EntityManager, role: string): Promise<void> {
  await refuseOwner(manager, role);
  const [{ version, database }] = await manager.query(
    `SELECT current_setting('server_version_num')::int AS version, current_database() AS database`,
  );
  const rows = `SELECT, INSERT, UPDATE, DELETE${version >= FIRST_WITH_MAINTAIN ? ', MAINTAIN' : ''}`;
  await grantRights(manager, role, [
    { on: `DATABASE ${pg.escapeIdentifier(database)}`, rights: 'CONNECT, TEMPORARY' },
    { on: `SCHEMA ${SCHEMAS}`, rights: 'USAGE' },
    { on: `ALL SEQUENCES IN SCHEMA ${SCHEMAS}`, rights: 'USAGE, SELECT' },
    { on: `ALL TABLES IN SCHEMA ${SCHEMAS}`, rights: rows },
    { on: 'public.audit_log', rights: 'SELECT, INSERT' },
    { on: 'public.migrations, public.database_upgrades, graphile_worker.migrations', rights: 'SELECT' },
  ]);
  await showRows(manager, role, 'graphile_worker');
}

/** The role that a URL signs in as, also where only the environment names it. */
export const roleOf = (url: string): string => new pg.Client({ connectionString: url }).user!;

async function refuseOwner(manager: EntityManager, role: string): Promise<void> {
  const [found] = await manager.query(
    `SELECT rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') AS "isOwner" FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  if (!found) {
    throw conflict(
      `DATABASE_URL signs in as "${role}", which does not exist: make it with CREATE ROLE "${role}" LOGIN PASSWORD '...'`,
    );
  }
  if (found.isOwner) {
    throw conflict(
      `DATABASE_URL signs in as "${role}", which may do whatever the owner of the tables may: give it a role that is neither a superuser nor the one of DATABASE_OWNER_URL`,
    );
  }
}
