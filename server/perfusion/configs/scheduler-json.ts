import { z } from 'zod';
import type { ScheduleConfig } from '../diffusion/noise-schedule.js';
import {
  checked,
  count,
  fraction,
  ignored,
  oneOf,
  readConfig,
  requireEqual,
  strictObject,
} from './json-schema.js';

/** How a generator was trained to be sampled. */
export interface SchedulerConfig {
  readonly schedule: ScheduleConfig;
  /** Its sampler. */
  readonly sampler: 'ddim' | 'dpm-solver';
  /** Added to DDIM's timesteps. */
  readonly offset: number;
  /** Whether DDIM takes abar = 1 behind its last step. */
  readonly endsAtOne: boolean;
  /** Whether DDIM clips its estimate of the latent to [-1, 1]. */
  readonly clips: boolean;
}

/** diffusers' classes, with the sampler that takes their place and their own defaults. */
const CLASSES = {
  PNDMScheduler: { sampler: 'ddim', endsAtOne: false, clips: false, spacing: 'leading' },
  DDIMScheduler: { sampler: 'ddim', endsAtOne: true, clips: true, spacing: 'leading' },
  DPMSolverMultistepScheduler: { sampler: 'dpm-solver', endsAtOne: false, clips: false, spacing: 'linspace' },
} as const;
type ClassName = keyof typeof CLASSES;

const SchedulerJson = strictObject({
  _class_name: oneOf(...(Object.keys(CLASSES) as ClassName[])).default('PNDMScheduler'),
  ...checked({
    algorithm_type: ['dpmsolver++'],
    clip_sample_range: [1],
    euler_at_final: [false],
    final_sigmas_type: ['zero'],
    lower_order_final: [true],
    rescale_betas_zero_snr: [false],
    solver_order: [2],
    solver_type: ['midpoint'],
    thresholding: [false],
    trained_betas: [],
    use_beta_sigmas: [false],
    use_exponential_sigmas: [false],
    use_flow_sigmas: [false],
    use_karras_sigmas: [false],
    use_lu_lambdas: [false],
  }),
  // Of methods that are not used, or without effect while another setting is off.
  ...ignored(
    'skip_prk_steps',
    'dynamic_thresholding_ratio',
    'sample_max_value',
    'lambda_min_clipped',
    'variance_type',
    'flow_shift',
  ),
  beta_start: fraction.default(0.0001),
  beta_end: fraction.default(0.02),
  beta_schedule: oneOf('linear', 'scaled_linear').default('linear'),
  num_train_timesteps: count.min(2, { error: 'at least 2' }).default(1000),
  prediction_type: oneOf('epsilon', 'v_prediction').default('epsilon'),
  steps_offset: oneOf(0, 1).default(0),
  timestep_spacing: z.unknown().optional(),
  set_alpha_to_one: oneOf(true, false).optional(),
  clip_sample: oneOf(true, false).optional(),
}).superRefine((json, context) => {
  const expected = CLASSES[json._class_name]?.spacing;
  requireEqual(context, 'timestep_spacing', { found: json.timestep_spacing, expected });
});

/**
 * Reads `scheduler/scheduler_config.json`. PNDM, which Stable Diffusion 1.5 names, is an older
 * method for the same equation; its noise schedule is kept and DDIM draws.
 *
 * @throws {ModelError} if the class is another, or a choice changes the schedule in a way that is
 *         not supported
 */
export function schedulerConfig(value: unknown, origin: string): SchedulerConfig {
  const json = readConfig(SchedulerJson, value, origin);
  const defaults = CLASSES[json._class_name];
  return {
    schedule: {
      betaStart: json.beta_start,
      betaEnd: json.beta_end,
      betas: json.beta_schedule === 'linear' ? 'linear' : 'scaledLinear',
      stepCount: json.num_train_timesteps,
      prediction: json.prediction_type === 'epsilon' ? 'epsilon' : 'velocity',
    },
    sampler: defaults.sampler,
    offset: json.steps_offset,
    endsAtOne: json.set_alpha_to_one ?? defaults.endsAtOne,
    clips: json.clip_sample ?? defaults.clips,
  };
}

/** `scheduler/scheduler_config.json`, as diffusers reads it. */
export function schedulerJson({ schedule, sampler, offset, endsAtOne, clips }: SchedulerConfig): object {
  const ddim = { set_alpha_to_one: endsAtOne, clip_sample: clips, timestep_spacing: 'leading' };
  return {
    _class_name: sampler === 'ddim' ? 'DDIMScheduler' : 'DPMSolverMultistepScheduler',
    beta_start: schedule.betaStart,
    beta_end: schedule.betaEnd,
    beta_schedule: schedule.betas === 'linear' ? 'linear' : 'scaled_linear',
    num_train_timesteps: schedule.stepCount,
    prediction_type: schedule.prediction === 'epsilon' ? 'epsilon' : 'v_prediction',
    steps_offset: offset,
    ...(sampler === 'ddim' ? ddim : { timestep_spacing: 'linspace' }),
  };
}
