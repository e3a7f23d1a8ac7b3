import type { ThreadTasks } from './threads/thread-task.js';

/**
 * Everything that models do in threads. A line is `name: () => import('...').then(({ task }) => task)`, where
 * the module imports no thread host: it runs inside a thread.
 */
export const threadTasks = {
  scoreImages: () => import('./pipeline-tasks.js').then(({ scoreTask }) => scoreTask),
  generateImage: () => import('./pipeline-tasks.js').then(({ generateTask }) => generateTask),
  checkPrompt: () => import('./pipeline-tasks.js').then(({ checkPromptTask }) => checkPromptTask),
  inspectFolder: () => import('../registry/inspect-task.js').then(({ inspectTask }) => inspectTask),
  trainModel: () => import('../runs/threads/train-in-thread.js').then(({ trainTask }) => trainTask),
  evaluateModel: () =>
    import('../runs/threads/evaluate-in-thread.js').then(({ evaluateTask }) => evaluateTask),
} satisfies ThreadTasks;

export type ModelTasks = typeof threadTasks;
