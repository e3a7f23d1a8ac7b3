import { GUIDANCE_RANGE, SAMPLING_STEPS_RANGE, type Sampling } from '../../perfusion/index.js';
import { numberWithin, requireNumber, requireWhole, wholeWithin } from '../../platform/limits/checks.js'; // in threads too

/** How an image is drawn, where a recipe or a request of another program says it. */
export const samplingFields = {
  steps: wholeWithin(SAMPLING_STEPS_RANGE),
  guidance: numberWithin(GUIDANCE_RANGE),
};

/**
 * Checks the sampling settings that a request gives.
 *
 * @throws {DomainError} INVALID_INPUT that says what to change
 */
export function requireSampling({
  steps,
  guidance,
}: { [Key in keyof Sampling]: Sampling[Key] | undefined }): void {
  if (steps !== undefined) requireWhole('steps', steps, SAMPLING_STEPS_RANGE);
  if (guidance !== undefined) requireNumber('guidance', guidance, GUIDANCE_RANGE);
}
