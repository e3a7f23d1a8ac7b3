import type { ThreadTasks } from '../../platform/index.js';
import { onBackend } from '../compute/model-task.js';

/** What training does in threads. */
export const threadTasks = {
  trainStage: onBackend(() => import('./stage-tasks.js').then(({ trainStageTask }) => trainStageTask)),
} satisfies ThreadTasks;
