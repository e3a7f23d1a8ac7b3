import { onBackend } from '../compute/model-task.js';

/** What runs do in threads. */
export const runTasks = {
  trainModel: onBackend(() => import('./threads/train-in-thread.js').then(({ trainTask }) => trainTask)),
  evaluateModel: onBackend(() =>
    import('./threads/evaluate-in-thread.js').then(({ evaluateTask }) => evaluateTask),
  ),
};

export type RunTasks = typeof runTasks;
