import * as tf from '@tensorflow/tfjs-core';
import { addNoise, predictionTarget } from '../../diffusion/noise-schedule.js';
import { standardNormal } from '../../diffusion/sample.js';
import type { Positives } from '../group-preference-loss.js';
import { addedUp, keptGradients, type LossGradients, lossGradients } from '../loss-gradients.js';
import type { Draw, Objective } from '../objective.js';
import type { Denoiser, NetworkInput } from './denoiser.js';
import { type DenoisingConfig, drawnTimesteps } from './denoising.js';
import { withDroppedRows } from './dropped-rows.js';
import { type GroupLossConfig, type GroupsLoss, groupsLoss } from './groups-loss.js';

export interface GroupPreferenceConfig extends DenoisingConfig, GroupLossConfig {
  /** Whether the pictures of a group share step and noise, as Diffusion-DPO's pairs do; true if left out. */
  readonly sharesNoise?: boolean;
  /**
   * Most pictures whose activations are held at once. A batch of more is taken in two passes,
   * which needs less memory and about half as long again, for the same gradient. All if left out.
   */
  readonly pictureLimit?: number;
}

/** Groups of pictures that were shown together; groups may differ in size. */
export interface PreferenceBatch {
  /** z_0 as the U-Net takes it, group after group, [pictures, height, width, latentChannels]. */
  readonly latents: tf.Tensor4D;
  /** Text features of each group's prompt, [groups, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
  /** int32 [groups, features], for a personalised network. */
  readonly features?: tf.Tensor2D;
  /** For each group, which of its pictures were liked: at least one, and not all. */
  readonly positives: readonly Positives[];
}

/**
 * PerFusion's group preference objective (equation 18), the mean over groups. With a personalised
 * network it is the paper's training; with a whole U-Net the ablation without adapter. Before
 * training it is `|I+| log(1 + |I-|)`.
 *
 * @throws {RangeError} if a group has no liked picture or no other, or the sizes do not add up
 */
export const groupPreferenceObjective = (
  denoiser: Denoiser,
  config: GroupPreferenceConfig,
): Objective<PreferenceBatch> => ({
  parameters: denoiser.parameters,
  lossGradients(batch, draw) {
    const noisy = noisyGroups(config, batch, draw);
    const count = batch.latents.shape[0];
    const limit = config.pictureLimit ?? count;
    const pass = { denoiser, noisy, loss: groupsLoss(config, batch.positives) };
    return count <= limit ? inOneGraph(pass) : inTwoPasses(pass, slicesOf(count, limit));
  },
});

/** All pictures of a batch with their noise. */
interface NoisyGroups {
  readonly networkInput: NetworkInput;
  /** What the networks should predict, [pictures, height, width, latentChannels]. */
  readonly target: tf.Tensor4D;
}

interface Pass {
  readonly denoiser: Denoiser;
  readonly noisy: NoisyGroups;
  readonly loss: GroupsLoss;
}

function inOneGraph({ denoiser, noisy: { networkInput, target }, loss }: Pass): LossGradients {
  const predictions = denoiser.predictions(networkInput);
  const referenceErrors = tf.tidy(() => meanSquares(predictions.reference(), target));
  return lossGradients(denoiser.parameters, () =>
    loss.of({ modelErrors: meanSquares(predictions.trained(), target), referenceErrors }),
  );
}

/**
 * First all errors, without gradients; then the gradient of each slice, weighted by what its errors mean for the loss.
 */
function inTwoPasses({ denoiser, noisy, loss }: Pass, slices: readonly Slice[]): LossGradients {
  const errors = slices.map((slice) =>
    tf.tidy(() => {
      const { networkInput, target } = sliced(noisy, slice);
      const predictions = denoiser.predictions(networkInput);
      return [meanSquares(predictions.trained(), target), meanSquares(predictions.reference(), target)];
    }),
  );
  const [modelErrors, referenceErrors] = [0, 1].map((i) => tf.concat1d(errors.map((pair) => pair[i]!)));
  const { loss: value, weights } = loss.weigh({
    modelErrors: modelErrors!,
    referenceErrors: referenceErrors!,
  });
  const parts = slices.map((slice) =>
    keptGradients(() => {
      const { networkInput, target } = sliced(noisy, slice);
      const predictions = denoiser.predictions(networkInput);
      const share = tf.tensor1d(weights.subarray(slice.begin, slice.begin + slice.size));
      return lossGradients(denoiser.parameters, () =>
        tf.sum<tf.Scalar>(tf.mul(meanSquares(predictions.trained(), target), share)),
      );
    }),
  );
  return { loss: value, gradients: parts.reduce(addedUp).gradients };
}

/** [pictures, height, width, channels] twice -> mean squared differences, [pictures] */
const meanSquares = (prediction: tf.Tensor4D, target: tf.Tensor4D): tf.Tensor1D =>
  tf.mean(tf.square(tf.sub(prediction, target)), [1, 2, 3]);

function noisyGroups(
  config: GroupPreferenceConfig,
  batch: PreferenceBatch,
  { seed, step }: Draw,
): NoisyGroups {
  const { schedule, drops, sharesNoise = true } = config;
  const { latents, context, features, positives } = batch;
  const groups = groupOfPicture(positives, latents.shape[0]);
  const source = (purpose: string) => ({ seed, purpose, step });
  const perGroup = <T extends tf.Tensor>(rows: T): T => tf.gather(rows, tf.tensor1d(groups, 'int32'));
  const drawCount = sharesNoise ? positives.length : groups.length;
  const drawn = drawnTimesteps(config, source('timesteps'), drawCount);
  const fresh = standardNormal(source('noise'), [drawCount, ...latents.shape.slice(1)] as Shape4D);
  const timesteps = groups.map((group, picture) => drawn[sharesNoise ? group : picture]!);
  const noisy = { latents, noise: sharesNoise ? perGroup(fresh) : fresh, timesteps };
  return {
    networkInput: {
      input: {
        latent: addNoise(schedule, noisy),
        timesteps,
        context: perGroup(withDroppedRows(context, drops?.prompt, source('prompt drop'))),
      },
      features: features && perGroup(withDroppedRows(features, drops?.user, source('user drop'))),
    },
    target: predictionTarget(schedule, noisy),
  };
}

type Shape4D = [number, number, number, number];

function groupOfPicture(positives: readonly Positives[], pictureCount: number): number[] {
  const groups = positives.flatMap((group, g) => group.map(() => g));
  if (groups.length === pictureCount) return groups;
  throw new RangeError(`${pictureCount} pictures for feedback on ${groups.length}`);
}

/** Some neighbouring pictures of a batch. */
interface Slice {
  readonly begin: number;
  readonly size: number;
}

const slicesOf = (count: number, limit: number): Slice[] =>
  Array.from({ length: Math.ceil(count / limit) }, (_, i) => ({
    begin: i * limit,
    size: Math.min(limit, count - i * limit),
  }));

function sliced(
  { networkInput: { input, features }, target }: NoisyGroups,
  { begin, size }: Slice,
): NoisyGroups {
  const rows = <T extends tf.Tensor>(all: T): T => tf.slice(all, begin, size);
  return {
    networkInput: {
      input: {
        latent: rows(input.latent),
        timesteps: input.timesteps.slice(begin, begin + size),
        context: rows(input.context),
      },
      features: features && rows(features),
    },
    target: rows(target),
  };
}
