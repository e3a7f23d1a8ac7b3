import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { ddimSampler } from '../../../server/perfusion/diffusion/ddim.js';
import { guided, sampling, standardNormal } from '../../../server/perfusion/diffusion/sample.js';
import {
  Autoencoder,
  ClipModel,
  noiseSchedule,
  PersonalNetwork,
  PersonalRewardModel,
  Unet,
} from '../../../server/perfusion/index.js';
import { useBackend } from '../../support/perfusion/backend.js';
import { rankingQuality } from '../../support/perfusion/ranking-quality.js';

useBackend();

const user = { featureSizes: [4, 3], embeddingSize: 4, crossLayers: 2, crossType: 'v2' } as const;
const tower = { hiddenWidth: 32, layers: 2, heads: 2, activation: 'gelu', epsilon: 1e-5 } as const;
const unetConfig = {
  latentChannels: 4,
  latentSize: 8,
  levelChannels: [8, 16],
  levelAttention: [true, false],
  blocksPerLevel: 1,
  contextSize: 16,
  heads: 2,
  groups: 4,
};

/** A whole PerFusion of random weights: too small to draw anything, but with every part in place. */
function createModels() {
  const clip = new ClipModel({
    text: { ...tower, width: 16, vocabulary: 20, context: 6 },
    vision: { ...tower, width: 16, imageSize: 16, patchSize: 8 },
    embedding: 8,
  });
  const unet = new Unet(unetConfig);
  const network = new PersonalNetwork({ unet: unetConfig, user, inputKernel: 1 });
  const autoencoder = new Autoencoder({
    levelChannels: [4, 8],
    blocksPerLevel: 1,
    latentChannels: 4,
    groups: 2,
    scale: 1,
  });
  const reward = new PersonalRewardModel(clip, { form: 'duplicated', adaNet: 'whole', hiddenSize: 8, user });
  for (const module of [clip, unet, network, autoencoder, reward]) module.initialise(3);
  network.copies.copyFrom(unet);
  return { clip, unet, network, autoencoder, reward };
}
type Models = ReturnType<typeof createModels>;

const PROMPT = () => tf.tensor2d([[18, 4, 9, 19, 19, 19]], [1, 6], 'int32');
const EMPTY = () => tf.tensor2d([[18, 19, 19, 19, 19, 19]], [1, 6], 'int32');

/** Draws one picture for a merchant: text, guided denoising with the adapter, decoding. */
function draw(
  { clip, unet, network, autoencoder }: Models,
  profile: readonly number[],
  seed: number,
): tf.Tensor4D {
  const features = network.user.featureIds([profile]);
  const [context, empty] = [clip.text.forward(PROMPT()), clip.text.forward(EMPTY())];
  const predict = (latent: tf.Tensor4D, t: number, text: tf.Tensor3D) => {
    const input = { latent, timesteps: [t], context: text };
    return unet.decode(unet.encode(input), network.forward(input, features));
  };
  const task = {
    sampler: ddimSampler(noiseSchedule(), { inferenceSteps: 3 }),
    denoise: (latent: tf.Tensor4D, t: number) =>
      guided(predict(latent, t, empty), predict(latent, t, context), 7.5),
    noise: standardNormal({ seed, purpose: 'candidate' }, [1, 8, 8, 4]),
    seed,
  };
  let picture = autoencoder.decode(task.noise);
  for (const { done, total, latent } of sampling(task))
    if (done === total) picture = autoencoder.decode(latent);
  return picture;
}

it('draws the same picture for the same seed, and another for another seed', () => {
  const models = createModels();

  const [first, again, other] = [7, 7, 8].map((seed) => [...draw(models, [0, 1], seed).dataSync()]);

  expect(first!.every(Number.isFinite)).toBe(true);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('draws other pictures for another merchant once the adapter is trained, not before', () => {
  const models = createModels();
  const [first, second] = [
    [0, 1],
    [3, 2],
  ].map((profile) => [...draw(models, profile, 7).dataSync()]);
  expect(second).toEqual(first);

  for (const [name, parameter] of models.network.parameters()) {
    if (/zero_in|controlnet_/.test(name)) parameter.assign(tf.fill([...parameter.shape], 0.05)); // as after training
  }
  const [third, fourth] = [
    [0, 1],
    [3, 2],
  ].map((profile) => [...draw(models, profile, 7).dataSync()]);
  expect(fourth).not.toEqual(third);
});

it('scores a group of pictures for a merchant', () => {
  const { reward } = createModels();
  const images = standardNormal({ seed: 1, purpose: 'images' }, [5, 16, 16, 3]);

  const scores = reward.scoreGroups({ ids: PROMPT(), features: reward.featureIds([[0, 1]]), images });

  expect(scores.shape).toEqual([1, 5]);
  const group = { scores: [...scores.dataSync()], positives: [true, false, false, false, false] };
  expect(rankingQuality([group]).groupCount).toBe(1);
});
