import type { ThreadTasks } from '../platform/index.js';
import { pipelineTasks } from './compute/thread-tasks.js';
import { registryTasks } from './registry/thread-tasks.js';
import { runTasks } from './runs/thread-tasks.js';

/** Everything that models do in threads. */
export const threadTasks = { ...pipelineTasks, ...registryTasks, ...runTasks } satisfies ThreadTasks;

export type ModelTasks = typeof threadTasks;
