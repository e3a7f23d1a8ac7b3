import { z } from 'zod';
import { SAMPLING_LIMITS } from '../../perfusion/index.js';

const { steps, guidance } = SAMPLING_LIMITS;

/** How a picture is drawn, where a recipe or a request of another program says it. */
export const samplingFields = {
  steps: z.int().min(steps.least).max(steps.most),
  guidance: z.number().min(guidance.least).max(guidance.most),
};
