import { readConfig, strictObject, within } from './json-schema.js';

/** How pictures of a generator come out well. */
export interface Sampling {
  /** Denoising steps, 1 to 50. */
  readonly steps: number;
  /** Scale of classifier-free guidance, 1 to 20; 1 is none. */
  readonly guidance: number;
}

export const SAMPLING_STEPS_RANGE = { min: 1, max: 50 } as const;
export const GUIDANCE_RANGE = { min: 1, max: 20 } as const;

const SamplingJson = strictObject({
  steps: within(SAMPLING_STEPS_RANGE).int({ error: 'whole numbers of at least 1' }),
  guidance: within(GUIDANCE_RANGE),
});

/** Reads `sampling.json`. @throws {ModelError} naming what is missing or out of range */
export const samplingOf = (value: unknown, origin: string): Sampling =>
  readConfig(SamplingJson, value, origin);
