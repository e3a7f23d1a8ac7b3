import { type InspectedFolder, inspectModelFolder } from '../../../perfusion/index.js';
import type { ModelTask } from '../../compute/model-task.js';

/** Reads every tensor of a folder, a few seconds per gigabyte: that is why it runs in a thread. */
export const inspectTask: ModelTask<string, InspectedFolder> = async (folder) => inspectModelFolder(folder);
