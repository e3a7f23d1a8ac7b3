import type { EntityManager } from 'typeorm';
import { ModelKind } from '../versions/model-kind.js';

/** Class of the advisory locks of the registry; the second number says which. */
const REGISTRY_LOCK = 7_006;
const FILES = 0;
const KINDS = { [ModelKind.REWARD]: 1, [ModelKind.GENERATOR]: 2 } as const;

/** Until the transaction ends no other one changes which version of the kind is used, or registers one. */
export async function lockKind(manager: EntityManager, kind: ModelKind): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, $2)', [REGISTRY_LOCK, KINDS[kind]]);
}

/** Until the transaction ends no file of the store is swept; several may hold this. */
export async function holdFiles(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock_shared($1, $2)', [REGISTRY_LOCK, FILES]);
}

/** Until the transaction ends no other one holds files. @returns false if one does */
export async function tryLockFiles(manager: EntityManager): Promise<boolean> {
  const [{ locked }] = await manager.query('SELECT pg_try_advisory_xact_lock($1, $2) AS locked', [
    REGISTRY_LOCK,
    FILES,
  ]);
  return locked;
}
