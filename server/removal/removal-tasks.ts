import { z } from 'zod';
import type { JobTask } from '../platform/index.js';
import type { RemovalService } from './removal.service.js';
import { DELETE_STORE, DELETE_WORKSPACE } from './task-kinds.js';

const scope = z.object({ workspaceId: z.uuid(), storeId: z.uuid().nullable() });

/** Delete a store or a workspace. Killed at any point, a job has deleted nothing yet, or all. */
export const removalTasks = (removal: RemovalService): JobTask<z.output<typeof scope>>[] =>
  [DELETE_STORE, DELETE_WORKSPACE].map((kind) => ({
    kind,
    payload: scope,
    run: (payload, job) => removal.run(payload, job),
  }));
