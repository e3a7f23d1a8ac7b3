import pg from 'pg';
import type { EntityManager } from 'typeorm';

export interface Grant {
  /** As GRANT takes it, e.g. `public.audit_log` or `ALL TABLES IN SCHEMA public`. */
  readonly on: string;
  /** As GRANT takes them, e.g. `SELECT, INSERT`, or `SELECT (id, title)` for some columns only. */
  readonly rights: string;
}

/**
 * Gives a role its rights, each instead of what it had there: a later grant narrows or widens an earlier one. Run it in
 * a transaction, as the owner, whenever tables may have been added.
 */
export async function grantRights(
  manager: EntityManager,
  role: string,
  grants: readonly Grant[],
): Promise<void> {
  const name = pg.escapeIdentifier(role);
  for (const { on, rights } of grants) {
    await manager.query(`REVOKE ALL ON ${on} FROM ${name}`);
    await manager.query(`GRANT ${rights} ON ${on} TO ${name}`);
  }
}

/** Lets a role see every row of the tables of a schema that hide their rows from all but their owner. */
export async function showRows(manager: EntityManager, role: string, schema: string): Promise<void> {
  const statements: { statement: string }[] = await manager.query(MISSING_POLICIES, [role, schema]);
  for (const { statement } of statements) await manager.query(statement);
}

const MISSING_POLICIES = `
  SELECT format('CREATE POLICY %I ON %s TO %I USING (true) WITH CHECK (true)', $1::text, oid::regclass, $1::text) AS statement
  FROM pg_class
  WHERE relnamespace = to_regnamespace($2) AND relrowsecurity
    AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = $1)
`;
