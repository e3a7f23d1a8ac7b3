import { onBackend } from './model-task.js';

/** What models do in threads that stay: each keeps the pipelines it used last. */
export const pipelineTasks = {
  scoreImages: onBackend(() => import('./pipeline-tasks.js').then(({ scoreTask }) => scoreTask)),
  generateImage: onBackend(() => import('./pipeline-tasks.js').then(({ generateTask }) => generateTask)),
  checkPrompt: onBackend(() => import('./pipeline-tasks.js').then(({ checkPromptTask }) => checkPromptTask)),
};

export type PipelineTasks = typeof pipelineTasks;
