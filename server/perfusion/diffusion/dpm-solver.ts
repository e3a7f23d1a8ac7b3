import * as tf from '@tensorflow/tfjs-core';
import { denoised, type NoiseSchedule, signalShareAt } from './noise-schedule.js';
import { evenTimesteps, type Sampler, type SamplerResult, type SamplerStep } from './sampler.js';

export interface DpmSolverConfig {
  readonly inferenceSteps: number;
  /** Noise level behind the last step: none, or the minimum of the schedule, on which diffusers' published sums rest. */
  readonly finalNoise?: 'none' | 'minimum';
  /** Take the last step at first order where there are fewer than 15, as diffusers does; its published sums do not. */
  readonly steadiesEnd?: boolean;
}

/** Noise level `sigma = sqrt((1-abar)/abar)` in the forms that the solver uses. */
interface Level {
  /** Factor of the picture, `1 / sqrt(sigma^2 + 1)`. */
  readonly alpha: number;
  /** Factor of the noise, `sigma alpha`. */
  readonly deviation: number;
  /** Half the log of the signal-to-noise ratio, `-ln sigma`. */
  readonly lambda: number;
}

/**
 * DPM-Solver++ (2M), midpoint form: second order from the estimates of two steps, no new noise.
 * The first step, and the last one towards no noise, are of first order.
 *
 * @see Lu et al., "DPM-Solver++", 2022, algorithm 2
 */
export function dpmSolverSampler(schedule: NoiseSchedule, config: DpmSolverConfig): Sampler {
  const { inferenceSteps, finalNoise = 'none', steadiesEnd = true } = config;
  const timesteps = evenTimesteps(schedule.stepCount, inferenceSteps);
  const final = finalNoise === 'none' ? 0 : sigmaAt(schedule, 0);
  const levels = [...timesteps.map((t) => sigmaAt(schedule, t)), final].map(levelOf);
  const endsAtFirstOrder = finalNoise === 'none' || (steadiesEnd && inferenceSteps < 15);
  return {
    timesteps,
    needsNoise: false,
    step: (step) => {
      const isLast = step.index === inferenceSteps - 1;
      const order = step.previousPicture && !(isLast && endsAtFirstOrder) ? 2 : 1;
      return solverStep(schedule, { levels, timestep: timesteps[step.index]!, order }, step);
    },
  };
}

function solverStep(
  schedule: NoiseSchedule,
  { levels, timestep, order }: { levels: readonly Level[]; timestep: number; order: 1 | 2 },
  { index, latent, prediction, previousPicture }: SamplerStep,
): SamplerResult {
  const [now, next] = [levels[index]!, levels[index + 1]!];
  return tf.tidy(() => {
    const { picture } = denoised(schedule, { latent, prediction, timestep });
    const target =
      order === 2 && previousPicture
        ? extrapolated(picture, previousPicture, { before: levels[index - 1]!, now, next })
        : picture;
    const decay = 1 - Math.exp(now.lambda - next.lambda); // 1 - e^{-h}
    const kept = tf.mul(latent, next.deviation / now.deviation);
    return { latent: tf.add(kept, tf.mul(target, next.alpha * decay)) as tf.Tensor4D, picture };
  });
}

/** The estimate of z_0 half a step ahead: `m_0 + D_1 / 2` with `D_1 = (m_0 - m_1) h / h_0`. */
function extrapolated(
  picture: tf.Tensor4D,
  previousPicture: tf.Tensor4D,
  { before, now, next }: Readonly<Record<'before' | 'now' | 'next', Level>>,
): tf.Tensor4D {
  const ratio = (next.lambda - now.lambda) / (now.lambda - before.lambda);
  return tf.add(picture, tf.mul(tf.sub(picture, previousPicture), ratio / 2));
}

function sigmaAt(schedule: NoiseSchedule, timestep: number): number {
  const share = signalShareAt(schedule, timestep);
  return Math.sqrt((1 - share) / share);
}

function levelOf(sigma: number): Level {
  const alpha = 1 / Math.sqrt(sigma ** 2 + 1);
  return { alpha, deviation: sigma * alpha, lambda: -Math.log(sigma) };
}
