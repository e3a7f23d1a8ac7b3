import { onBackend } from '../compute/model-task.js';

/** What the registry does in threads. */
export const registryTasks = {
  inspectFolder: onBackend(() => import('./files/inspect-task.js').then(({ inspectTask }) => inspectTask)),
};

export type RegistryTasks = typeof registryTasks;
