import { z } from 'zod';
import type { JobTask } from '../../../platform/index.js';
import type { RunParts } from './run-work.js';

export const EVALUATION_TASK = 'evaluate-model';

export const evaluationTask = (parts: RunParts): JobTask<object> => ({
  kind: EVALUATION_TASK,
  payload: z.object({}),
  run: () => Promise.reject(new Error(String(parts))),
});
