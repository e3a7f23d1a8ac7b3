import { type InspectedFolder, inspectModelFolder } from '../../perfusion/index.js';
import type { ThreadTask } from '../compute/threads/thread-task.js';

/** Reads every tensor of a folder, a few seconds per gigabyte: that is why it runs in a thread. */
export const inspectTask: ThreadTask<string, InspectedFolder> = async (folder) => inspectModelFolder(folder);
