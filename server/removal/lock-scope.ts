import type { EntityManager } from 'typeorm';
import { lockRemovedUnchecked, type RemovalScope } from '../catalog/index.js';
import { lockRollups } from '../events/index.js';
import { holdWorkspace } from '../imports/index.js';
import { takeLocks } from '../platform/index.js';

/**
 * Keeps imports out of the workspace, and holds the rollups and the rows of a scope, to the end of the transaction.
 * Some writers hold rows while they wait for the rollups, and a roll-up the other way round.
 *
 * @throws the reason of `signal`, between two attempts
 */
export const lockScope = (manager: EntityManager, scope: RemovalScope, signal: AbortSignal): Promise<void> =>
  takeLocks(
    manager,
    {
      first: async (savepoint) => {
        await holdWorkspace(savepoint, scope.workspaceId);
        await lockRollups(savepoint);
      },
      rest: (savepoint) => lockRemovedUnchecked(savepoint, scope),
    },
    () => signal.throwIfAborted(),
  );
