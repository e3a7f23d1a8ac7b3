import { SAMPLING_LIMITS, type Sampling } from '../../perfusion/index.js';
import { invalidInput } from '../../platform/index.js';
import { requireWhole } from '../require-whole.js';

/**
 * Checks how pictures are to be drawn, as far as somebody says it.
 *
 * @throws {DomainError} INVALID_INPUT that says what to change
 */
export function requireSampling({
  steps,
  guidance,
}: { [Key in keyof Sampling]: Sampling[Key] | undefined }): void {
  if (steps !== undefined) requireWhole('steps', steps, SAMPLING_LIMITS.steps);
  if (guidance !== undefined) requireGuidance(guidance);
}

function requireGuidance(guidance: number): void {
  const { least, most } = SAMPLING_LIMITS.guidance;
  if (guidance >= least && guidance <= most) return;
  throw invalidInput(`guidance must be a number from ${least} to ${most}, but is ${guidance}`);
}
