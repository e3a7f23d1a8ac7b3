import { GUIDANCE_RANGE, SAMPLING_STEPS_RANGE } from '../../perfusion/index.js';
import { numberWithin, wholeWithin } from '../../platform/index.js';

/** How a picture is drawn, where a recipe or a request of another program says it. */
export const samplingFields = {
  steps: wholeWithin(SAMPLING_STEPS_RANGE),
  guidance: numberWithin(GUIDANCE_RANGE),
};
