import pg from 'pg';

export interface RoleLogin {
  readonly name: string;
  readonly password: string;
}

interface Statements {
  query(sql: string): Promise<unknown>;
}

/**
 * Makes a role that may sign in with a password and has no rights of its own, or gives the one that is there this
 * password. Roles belong to the whole cluster, and so does the lock on their table: processes on different databases
 * may do it at the same time.
 *
 * @param db signed in as a superuser
 */
export async function ensureRole(db: Statements, { name, password }: RoleLogin): Promise<void> {
  await db.query(`DO ${pg.escapeLiteral(ensure(name, password))}`);
}

const NO_RIGHTS = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';

const ensure = (name: string, password: string) => `
  BEGIN
    LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE;
    IF NOT EXISTS (SELECT FROM pg_authid WHERE rolname = ${pg.escapeLiteral(name)}) THEN
      CREATE ROLE ${pg.escapeIdentifier(name)};
    END IF;
    ALTER ROLE ${pg.escapeIdentifier(name)} ${NO_RIGHTS} LOGIN PASSWORD ${pg.escapeLiteral(password)};
  END`;
