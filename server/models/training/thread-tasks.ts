import type { ThreadTasks } from '../compute/threads/thread-task.js';

/** What training does in threads. */
export const threadTasks = {
  trainStage: () => import('./stage-tasks.js').then(({ trainStageTask }) => trainStageTask),
} satisfies ThreadTasks;
