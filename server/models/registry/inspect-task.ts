import { conflict } from '../../platform/index.js';
import type { ThreadTask } from '../compute/thread-task.js';
import type { InspectedFolder } from './registry.service.js';

/** Reads every tensor of a folder, which takes a while: that is why it runs in a thread. */
export const inspectTask: ThreadTask<string, InspectedFolder> = async (folder) => {
  throw conflict(`${folder} cannot be read yet`);
};
