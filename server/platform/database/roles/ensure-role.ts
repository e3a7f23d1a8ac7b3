import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface RoleLogin {
  readonly name: string;
  readonly password: string;
}

interface Statements {
  query(sql: string): Promise<unknown>;
}

const ATTEMPTS = 20;
const LONGEST_PAUSE_MS = 50;

/** SQLSTATEs of two processes that make or change a role at the same time; the last one is "tuple concurrently updated". */
const RACES: readonly unknown[] = ['42710', '23505', 'XX000'];

/**
 * Makes a role that may sign in with a password and has no rights of its own, or gives the one that is there this
 * password. Roles belong to the whole cluster, so that processes on different databases may do it at the same time.
 */
export async function ensureRole(db: Statements, { name, password }: RoleLogin): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.query(`DO ${pg.escapeLiteral(createMissing(name))}`);
      await db.query(
        `ALTER ROLE ${pg.escapeIdentifier(name)} ${NO_RIGHTS} LOGIN PASSWORD ${pg.escapeLiteral(password)}`,
      );
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !RACES.includes((error as NodeJS.ErrnoException).code)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

const NO_RIGHTS = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';

const createMissing = (name: string) => `
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${pg.escapeLiteral(name)}) THEN
      CREATE ROLE ${pg.escapeIdentifier(name)};
    END IF;
  END`;
