import { z } from 'zod';
import type { Sampling } from '../../../perfusion/index.js';
import { requireWhole } from '../../../platform/index.js';
import { SIGNED_SEED_RANGE } from '../../../random/index.js';
import type { Profile } from '../../compute/model-runner.js';
import { requireSampling } from '../../compute/sampling-limits.js';
import type { GenerateCandidatesInput } from '../inference.input.js';
import { CANDIDATES_RANGE } from '../limits.js';

/** Kind of the jobs that draw. */
export const GENERATION_TASK = 'generate-candidates';

/** What a run keeps of what it was asked to draw: with version and seed it gives the same images again. */
export const GenerationSettings = z.object({
  prompt: z.string(),
  /** Of the store when it was asked for. */
  profile: z.record(z.string(), z.string()),
  /** Of the prompt, those that the model does not know. */
  unknownWords: z.array(z.string()).readonly().default([]),
  count: z.number(),
  /** Absent if neither the request nor the version has it, and its server decides. */
  steps: z.number().optional(),
  /** Absent as `steps`. */
  guidance: z.number().optional(),
});

export type GenerationSettings = z.output<typeof GenerationSettings>;

/** What a request decides of them. */
type AskedSettings = Omit<GenerationSettings, 'unknownWords'>;

/**
 * @param about what the request is about; `usual` counts where it does not say how to draw, unless it is null
 * @throws {DomainError} INVALID_INPUT that says what to change
 */
export function generationSettings(
  { count, seed, steps, guidance }: GenerateCandidatesInput,
  {
    usual,
    ...about
  }: { readonly prompt: string; readonly profile: Profile; readonly usual: Sampling | null },
): AskedSettings {
  const settings = {
    ...about,
    count,
    steps: steps ?? usual?.steps,
    guidance: guidance ?? usual?.guidance,
  };
  requireWhole('count', count, CANDIDATES_RANGE);
  requireWhole('seed', seed ?? 0, SIGNED_SEED_RANGE);
  requireSampling(settings);
  return settings;
}
