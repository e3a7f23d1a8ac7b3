import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { ddimSampler, ddimVariance } from '../../../../server/perfusion/diffusion/ddim.js';
import { dpmSolverSampler } from '../../../../server/perfusion/diffusion/dpm-solver.js';
import {
  addNoise,
  noiseSchedule,
  type ScheduleConfig,
} from '../../../../server/perfusion/diffusion/noise-schedule.js';
import { guided, sampling, standardNormal } from '../../../../server/perfusion/diffusion/sample.js';
import type { Sampler, SamplerResult } from '../../../../server/perfusion/diffusion/sampler.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { relativeError, waves } from '../../../support/perfusion/close.js';
import { goldenJson } from '../../../support/perfusion/golden.js';

interface Trace {
  readonly timesteps: number[];
  readonly x: number[][];
  readonly noise?: number[][];
}
interface Golden {
  readonly x_init: number[];
  readonly alphas_cumprod: Record<string, number>;
  readonly add_noise: { noise: number[]; t: number[]; x_t: number[][] };
  readonly ddim_eta0_leading_offset1: Trace;
  readonly ddim_eta1_leading_offset1: Trace;
  readonly dpmpp_2m_midpoint_linspace_10: Trace;
  readonly dpmpp_2m_midpoint_linspace_20: Trace;
  readonly dpmpp_sigmas_10: number[];
}
const golden = goldenJson<Golden>('schedulers/golden.json');
const schedule = noiseSchedule();
const SHAPE = [1, 4, 2, 2] as [number, number, number, number];
const latentOf = (values: number[]) => tf.tensor4d(values, SHAPE);

useBackend();

it('has the signal shares of Stable Diffusion', () => {
  for (const [t, share] of Object.entries(golden.alphas_cumprod)) {
    expect(Math.abs(schedule.signalShares[Number(t)]! / share - 1)).toBeLessThan(3e-7);
  }
});

it('has the noise levels of DPM-Solver++ at its timesteps, and none behind the last', () => {
  const { timesteps } = dpmSolverSampler(schedule, { inferenceSteps: 10 });
  const levels = timesteps.map((t) => Math.sqrt(1 / schedule.signalShares[t]! - 1));

  expect(relativeError([...levels, 0], golden.dpmpp_sigmas_10)).toBeLessThan(1e-6);
});

it('adds noise as diffusers does', () => {
  const { noise, t, x_t } = golden.add_noise;
  for (const [i, timestep] of t.entries()) {
    const noisy = addNoise(schedule, {
      latents: latentOf(golden.x_init),
      noise: latentOf(noise),
      timesteps: [timestep],
    });
    expect(relativeError(noisy, x_t[i]!)).toBeLessThan(1e-5);
  }
  const wrong = { latents: latentOf(golden.x_init), noise: latentOf(noise), timesteps: [1000] };
  expect(() => addNoise(schedule, wrong)).toThrow('timestep 1000 is not in 0 to 999');
});

describe.each<[keyof Golden, () => Sampler]>([
  ['ddim_eta0_leading_offset1', () => ddimSampler(schedule, { inferenceSteps: 10 })],
  ['ddim_eta1_leading_offset1', () => ddimSampler(schedule, { inferenceSteps: 10, eta: 1 })],
  ['dpmpp_2m_midpoint_linspace_10', () => dpmSolverSampler(schedule, { inferenceSteps: 10 })],
  ['dpmpp_2m_midpoint_linspace_20', () => dpmSolverSampler(schedule, { inferenceSteps: 20 })],
])('%s', (name, create) => {
  it('takes the steps that diffusers takes', () => {
    const { timesteps, x, noise } = golden[name] as Trace;
    const sampler = create();
    let state: SamplerResult | undefined;

    expect(sampler.timesteps).toEqual(timesteps);
    for (const [index, t] of timesteps.entries()) {
      const latent: tf.Tensor4D = state?.latent ?? latentOf(golden.x_init);
      const prediction: tf.Tensor4D = tf.mul(tf.sin(tf.add(tf.mul(latent, 3), 0.01 * t)), 0.9);
      const fresh = noise ? { noise: latentOf(noise[index]!) } : {};
      const before = state ? { previousPicture: state.picture } : {};
      state = sampler.step({ index, latent, prediction, ...fresh, ...before });
      expect(relativeError(state.latent, x[index]!)).toBeLessThan(1e-5);
    }
  });
});

it('random samplers do not run without noise', () => {
  const step = { latent: latentOf(golden.x_init), prediction: latentOf(golden.x_init) };
  const without = (sampler: Sampler, index: number) => () => sampler.step({ index, ...step });

  expect(without(ddimSampler(schedule, { inferenceSteps: 10, eta: 1 }), 0)).toThrow('needs noise');
  expect(without(ddimSampler(schedule, { inferenceSteps: 10 }), 0)).not.toThrow();
});

/** Sums that diffusers asserts in `tests/schedulers`: a network without weights on a fixed picture. */
describe("diffusers' published sums", () => {
  const values = Float32Array.from({ length: 768 }, (_, i) => i / 768);
  const LINEAR: ScheduleConfig = {
    betaStart: 1e-4,
    betaEnd: 0.02,
    betas: 'linear',
    stepCount: 1000,
    prediction: 'epsilon',
  };
  const ddim = { inferenceSteps: 10, offset: 0, clips: true, endsAtOne: true };
  const solver = { inferenceSteps: 10, finalNoise: 'minimum', steadiesEnd: false } as const;

  function run(
    create: (config: ReturnType<typeof noiseSchedule>) => Sampler,
    changes: Partial<ScheduleConfig> = {},
  ) {
    const noise = tf.transpose(tf.tensor4d(values, [3, 8, 8, 4]), [3, 0, 1, 2]) as tf.Tensor4D;
    const denoise = (latent: tf.Tensor4D, t: number): tf.Tensor4D => tf.mul(latent, t / (t + 1));
    const steps = [
      ...sampling({ sampler: create(noiseSchedule({ ...LINEAR, ...changes })), denoise, noise, seed: 0 }),
    ];
    const { latent } = steps.at(-1)!;
    const sizes = tf.abs(latent);
    return { sum: tf.sum(sizes).dataSync()[0]!, mean: tf.mean(sizes).dataSync()[0]! };
  }

  it('hold for DDIM', () => {
    const plain = run((s) => ddimSampler(s, ddim));
    expect(plain.sum).toBeCloseTo(172.0067, 2);
    expect(plain.mean).toBeCloseTo(0.223967, 4);
    expect(run((s) => ddimSampler(s, ddim), { prediction: 'velocity' }).sum).toBeCloseTo(52.5302, 2);
    expect(run((s) => ddimSampler(s, ddim), { betaStart: 0.01 }).sum).toBeCloseTo(149.8295, 2);
    expect(run((s) => ddimSampler(s, { ...ddim, endsAtOne: false }), { betaStart: 0.01 }).sum).toBeCloseTo(
      149.0784,
      2,
    );
  });

  it('hold for the variance of DDIM', () => {
    const { signalShares } = noiseSchedule(LINEAR);
    expect(ddimVariance(signalShares[420]!, signalShares[400]!)).toBeCloseTo(0.14771, 4);
    expect(ddimVariance(signalShares[980]!, signalShares[960]!)).toBeCloseTo(0.3246, 4);
  });

  it('hold for DPM-Solver++', () => {
    expect(run((s) => dpmSolverSampler(s, solver)).mean).toBeCloseTo(0.3301, 3);
    expect(run((s) => dpmSolverSampler(s, solver), { prediction: 'velocity' }).mean).toBeCloseTo(0.2251, 3);
  });
});

describe('sampling', () => {
  const task = (seed: number) => ({
    sampler: ddimSampler(schedule, { inferenceSteps: 4, eta: 1 }),
    denoise: (latent: tf.Tensor4D): tf.Tensor4D => tf.sin(latent),
    noise: standardNormal({ seed, purpose: 'latent' }, [1, 2, 2, 4]),
    seed,
  });
  const resultOf = (seed: number) => [...[...sampling(task(seed))].at(-1)!.latent.dataSync()];

  it('gives the same picture for the same seed, and another for another', () => {
    expect(resultOf(1)).toEqual(resultOf(1));
    expect(resultOf(1)).not.toEqual(resultOf(2));
  });

  it('leaves only its result, also when it is stopped', () => {
    const whole = task(1);
    const before = tf.memory().numTensors;

    const steps = [...sampling(whole)];
    expect(tf.memory().numTensors).toBe(before + 1);
    steps.at(-1)!.latent.dispose();

    for (const { done } of sampling(whole)) if (done === 2) break;
    expect(tf.memory().numTensors).toBe(before);
  });

  it('mixes guidance, and refuses impossible numbers of steps', () => {
    const [a, b] = [waves<tf.Rank.R4>([1, 2, 2, 4]), waves<tf.Rank.R4>([1, 2, 2, 4], 1)];
    expect(relativeError(guided(a, b, 1), b.dataSync())).toBeLessThan(1e-6);
    expect(relativeError(guided(a, b, 0), a.dataSync())).toBe(0);
    expect(() => ddimSampler(schedule, { inferenceSteps: 0 })).toThrow(
      'must be a whole number from 1 to 999',
    );
  });
});
