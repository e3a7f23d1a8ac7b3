import type { ScheduleConfig } from '../diffusion/noise-schedule.js';
import { FRACTION, JsonObject, type SupportedValues } from './json-object.js';

/** How a generator was trained to be sampled. */
export interface SchedulerConfig {
  readonly schedule: ScheduleConfig;
  /** What draws where nobody asks for another. */
  readonly sampler: SamplerName;
  /** Added to DDIM's timesteps. */
  readonly offset: number;
  /** Whether DDIM takes abar = 1 behind its last step. */
  readonly endsAtOne: boolean;
  /** Whether DDIM clips its estimate of the latent to [-1, 1]. */
  readonly clips: boolean;
}

export const SAMPLER_NAMES = ['ddim', 'dpm-solver'] as const;
export type SamplerName = (typeof SAMPLER_NAMES)[number];

/** diffusers' classes, with the sampler that takes their place and their own defaults. */
const CLASSES = {
  PNDMScheduler: { sampler: 'ddim', endsAtOne: false, clips: false, spacing: 'leading' },
  DDIMScheduler: { sampler: 'ddim', endsAtOne: true, clips: true, spacing: 'leading' },
  DPMSolverMultistepScheduler: { sampler: 'dpm-solver', endsAtOne: false, clips: false, spacing: 'linspace' },
} as const;
type ClassName = keyof typeof CLASSES;

const SUPPORTED: SupportedValues = {
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
};

const READ = [
  'beta_start',
  'beta_end',
  'beta_schedule',
  'num_train_timesteps',
  'prediction_type',
  'steps_offset',
  'timestep_spacing',
  'set_alpha_to_one',
  'clip_sample',
];

/** Of methods that are not used, or without effect while another setting is off. */
const HARMLESS = [
  'skip_prk_steps',
  'dynamic_thresholding_ratio',
  'sample_max_value',
  'lambda_min_clipped',
  'variance_type',
  'flow_shift',
];

/**
 * Reads `scheduler/scheduler_config.json`. PNDM, which Stable Diffusion 1.5 names, is an older
 * method for the same equation; its noise schedule is kept and DDIM draws.
 *
 * @throws {ModelError} if the class is another, or a choice changes the schedule in a way that is
 *         not supported
 */
export function schedulerConfig(value: unknown, origin: string): SchedulerConfig {
  const json = new JsonObject(value, origin);
  json.require(SUPPORTED);
  json.requireKnown([...Object.keys(SUPPORTED), ...READ, ...HARMLESS]);
  const name = json.choice('_class_name', Object.keys(CLASSES) as ClassName[], 'PNDMScheduler');
  const defaults = CLASSES[name];
  json.choice('timestep_spacing', [defaults.spacing], defaults.spacing);
  const betas = json.choice('beta_schedule', ['linear', 'scaled_linear'], 'linear');
  const prediction = json.choice('prediction_type', ['epsilon', 'v_prediction'], 'epsilon');
  const stepCount = json.count('num_train_timesteps', 1000);
  if (stepCount < 2) json.refuse('num_train_timesteps', 'at least 2');
  return {
    schedule: {
      betaStart: json.within('beta_start', FRACTION, 0.0001),
      betaEnd: json.within('beta_end', FRACTION, 0.02),
      betas: betas === 'linear' ? 'linear' : 'scaledLinear',
      stepCount,
      prediction: prediction === 'epsilon' ? 'epsilon' : 'velocity',
    },
    sampler: defaults.sampler,
    offset: json.choice('steps_offset', [0, 1], 0),
    endsAtOne: json.choice('set_alpha_to_one', [true, false], defaults.endsAtOne),
    clips: json.choice('clip_sample', [true, false], defaults.clips),
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
