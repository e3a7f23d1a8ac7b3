export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Preference groups of a simulated data set. */
export const GROUP_RANGE = { min: 10, max: 1_000_000 } as const;
export const TRAINING_STEP_RANGE = { min: 1, max: 10_000_000 } as const;
export const BATCH_SIZE_RANGE = { min: 1, max: 4096 } as const;
export const RUN_SEED_RANGE = { min: 0, max: 2 ** 32 - 1 } as const;

/** Images per store. */
export const CANDIDATE_RANGE = { min: 1, max: 8 } as const;
export const SAMPLING_SEED_RANGE = { min: 0, max: 2 ** 31 - 1 } as const;
export const SAMPLING_STEP_RANGE = { min: 1, max: 50 } as const;
export const GUIDANCE_RANGE = { min: 1, max: 20 } as const;
