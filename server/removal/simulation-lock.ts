import type { EntityManager } from 'typeorm';
import { conflict } from '../platform/index.js';

/** Any number: whoever builds or deletes a simulated workspace holds this lock. */
export const SIMULATION_LOCK = 7_007;

/**
 * Keeps simulated workspaces from being built until the transaction ends.
 *
 * @throws {DomainError} CONFLICT while one is being built or deleted
 */
export async function holdSimulations(manager: EntityManager): Promise<void> {
  const [{ held }] = await manager.query('SELECT pg_try_advisory_xact_lock($1) AS held', [SIMULATION_LOCK]);
  if (!held) throw simulationsHeld();
}

export const simulationsHeld = () =>
  conflict('The demo is being loaded or removed at this moment: wait for that to end');
