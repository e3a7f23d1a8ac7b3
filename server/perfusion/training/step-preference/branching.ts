import * as tf from '@tensorflow/tfjs-core';
import { integers } from '../../../random/index.js';
import { ddimTransition, type NextLatent } from '../../diffusion/ddim.js';
import type { NoiseSchedule } from '../../diffusion/noise-schedule.js';
import { guided, standardNormal } from '../../diffusion/sample.js';
import { leadingTimesteps } from '../../diffusion/sampler.js';
import type { Draw } from '../objective.js';
import type { Denoiser } from '../objectives/denoiser.js';
import { chosenPairs, pairsOf, type Rows, repeated, rowsAt, type StepPairs } from './step-pairs.js';

/** How pictures are sampled while two ways of going on are compared at each step. */
export interface BranchingConfig {
  readonly schedule: NoiseSchedule;
  /** Steps from noise to picture, with as much new noise as DDPM adds; 20 in the paper. */
  readonly inferenceSteps: number;
  /** First steps without comparison: there is nothing to see yet; 4 in the paper. */
  readonly plainSteps: number;
  /** Ways of going on that are drawn at each step; 4 in the paper. */
  readonly candidates: number;
  /** Guidance scale; 5 in the paper. */
  readonly guidance: number;
  /** Text features of the empty prompt, [1, tokens, contextSize]; stays the caller's. */
  readonly emptyContext: tf.Tensor3D;
  /** Minimum difference of the preference probabilities of best and worst that makes a pair; 0.3 in the paper. */
  readonly leastGap: number;
}

/** Prompts to make pictures for. */
export interface PromptBatch {
  /** Text features, [prompts, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
  /** The same prompts for the judge, int32 [prompts, tokens]. */
  readonly ids: tf.Tensor2D;
  /** int32 [prompts, features], for a personalised network. */
  readonly features?: tf.Tensor2D;
}

/**
 * Scores estimates of z_0.
 *
 * @param pictures estimates, K a prompt, prompt after prompt, [prompts * K, height, width, channels]
 * @param timestep at which they were predicted
 * @returns logits, [prompts, K]
 */
export type Judge = (ids: tf.Tensor2D, pictures: tf.Tensor4D, timestep: number) => tf.Tensor2D;

/** The weights that a prediction is made by. */
export type Weights = 'trained' | 'reference';

/** Distribution of the next latents, with guidance; the caller runs inside a tidy or a gradient. */
export function nextLatents(
  denoiser: Denoiser,
  config: BranchingConfig,
  { rows, timestep, weights }: { rows: Rows; timestep: number; weights: Weights },
): NextLatent {
  const { schedule, inferenceSteps, guidance, emptyContext } = config;
  const { latent, context, features } = rows;
  const count = latent.shape[0];
  const twice = <T extends tf.Tensor>(x: T): T => tf.concat([x, x], 0) as T;
  const empty = tf.tile(emptyContext, [count, 1, 1]);
  const predictions = denoiser.predictions({
    input: {
      latent: twice(latent),
      timesteps: Array.from({ length: 2 * count }, () => timestep),
      context: tf.concat([empty, context], 0),
    },
    features: features && twice(features),
  });
  const [without, withPrompt] = tf.split(predictions[weights](), 2) as [tf.Tensor4D, tf.Tensor4D];
  const prediction = guided(without, withPrompt, guidance);
  return ddimTransition(schedule, { inferenceSteps, eta: 1, timestep }, { latent, prediction });
}

/**
 * Samples a picture for each prompt; at each step draws candidates for the next latent, lets the
 * judge look at what each would become, and goes on from a random one.
 *
 * @param shape height, width and channels of a latent
 * @returns the pairs of all steps whose best and worst candidates differ enough; runs inside a tidy
 */
export function branchedPairs(
  { denoiser, judge, config }: { denoiser: Denoiser; judge: Judge; config: BranchingConfig },
  { context, ids, features, shape }: PromptBatch & { shape: readonly [number, number, number] },
  { seed, step }: Draw,
): StepPairs[] {
  const { schedule, inferenceSteps, plainSteps, candidates } = config;
  const timesteps = leadingTimesteps(schedule.stepCount, inferenceSteps, 1);
  const count = ids.shape[0];
  const noise = (name: string, perPrompt: number) =>
    standardNormal({ seed, purpose: `branching ${name}`, step }, [count * perPrompt, ...shape]);
  const pairs: StepPairs[] = [];
  let latent = noise('start', 1);
  for (const [index, timestep] of timesteps.slice(0, -1).entries()) {
    const branches = index < plainSteps ? 1 : candidates;
    const from = { latent, context, features };
    const next = drawn(denoiser, config, { from, timestep, noise: noise(String(index), branches) });
    const taken = integers({ seed, purpose: `branch ${index}`, step }, count, branches);
    latent = picked(next, taken, branches);
    if (branches === 1) continue;
    const nextTimestep = timesteps[index + 1]!;
    const look = () => {
      const rows = {
        latent: next,
        context: repeated(context, branches),
        features: features && repeated(features, branches),
      };
      return judge(
        ids,
        nextLatents(denoiser, config, { rows, timestep: nextTimestep, weights: 'trained' }).picture,
        nextTimestep,
      );
    };
    const chosen = chosenPairs(
      tf.tidy(() => look().arraySync()),
      config.leastGap,
    );
    if (chosen.length > 0) pairs.push(pairsOf({ chosen, from, next, branches, timestep }));
  }
  return pairs;
}

/** Candidates for the next latents, [prompts * branches, ...], prompt after prompt. */
const drawn = (
  denoiser: Denoiser,
  config: BranchingConfig,
  { from, timestep, noise }: { from: Rows; timestep: number; noise: tf.Tensor4D },
): tf.Tensor4D =>
  tf.tidy(() => {
    const { mean, deviation } = nextLatents(denoiser, config, { rows: from, timestep, weights: 'trained' });
    return tf.add(repeated(mean, noise.shape[0] / mean.shape[0]), tf.mul(noise, deviation));
  });

const picked = (next: tf.Tensor4D, taken: Int32Array, branches: number): tf.Tensor4D =>
  rowsAt(
    next,
    [...taken].map((branch, prompt) => prompt * branches + branch),
  );
