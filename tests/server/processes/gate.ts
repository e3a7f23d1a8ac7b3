import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from '../../support/database/database.js';

/** A change of a row before which processes can be held up. */
export interface Gate {
  readonly change: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly table: string;
  /** SQL over OLD and NEW; the first row that changes where absent. */
  readonly when?: string;
}

export interface ClosedGate {
  /** Whether a process waits at it. */
  isReached(): Promise<boolean>;
  /** Lets through who waits at it and who comes later. */
  open(): Promise<void>;
}

/** Any number that no lock of the product has. */
const GATE_LOCK = 7_999;

const IS_REACHED = `
  SELECT count(*)::int AS count FROM pg_locks JOIN pg_database ON pg_database.oid = database
  WHERE locktype = 'advisory' AND datname = current_database() AND objid = ${GATE_LOCK} AND NOT granted`;

/** Does some work while a gate is closed in the database, and opens and removes it afterwards. */
export async function withGate<T>(
  { ownerUrl }: Pick<TestDatabase, 'ownerUrl'>,
  gate: Gate,
  work: (closed: ClosedGate) => Promise<T>,
): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const open = async () => void (await owner.query('SELECT pg_advisory_unlock_all()'));
  try {
    await owner.query(closing(gate));
    return await work({
      isReached: async () => (await owner.query(IS_REACHED)).rows[0].count > 0,
      open,
    });
  } finally {
    await open();
    await owner.query('DROP FUNCTION IF EXISTS wait_at_gate CASCADE');
    await owner.end();
  }
}

const closing = ({ change, table, when = 'true' }: Gate) => `
  SELECT pg_advisory_lock(${GATE_LOCK});
  CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE_LOCK}); RETURN COALESCE(NEW, OLD); END $$;
  CREATE TRIGGER gate BEFORE ${change} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION wait_at_gate()`;

/** Waits until a process waits at a gate, or is not awaited any more. */
export async function untilReached(gate: ClosedGate, isAwaited: () => boolean): Promise<boolean> {
  while (isAwaited()) {
    if (await gate.isReached()) return true;
    await sleep(2);
  }
  return false;
}
