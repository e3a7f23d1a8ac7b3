import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Autoencoder } from '../../../../server/perfusion/autoencoder/autoencoder.js';
import type { ClipConfig } from '../../../../server/perfusion/clip/clip-config.js';
import { ClipModel } from '../../../../server/perfusion/clip/clip-model.js';
import { PersonalNetwork } from '../../../../server/perfusion/control/personal-network.js';
import type { Module } from '../../../../server/perfusion/nn/module.js';
import {
  clipActivationBytes,
  decoderActivationBytes,
  unetActivationBytes,
} from '../../../../server/perfusion/pipelines/activation-bytes.js';
import { Unet } from '../../../../server/perfusion/unet/unet.js';
import { useBackend } from '../../../support/perfusion/backend.js';

useBackend();

/** Bytes that a computation holds at most, besides what was there before; TensorFlow.js counts them itself. */
async function peakBytes(module: Module, run: () => tf.Tensor): Promise<number> {
  module.initialise(1);
  const before = tf.memory().numBytes;
  const { peakBytes: peak } = await tf.profile(() => tf.tidy(run));
  module.dispose();
  return peak - before;
}

const tower = {
  width: 64,
  hiddenWidth: 256,
  layers: 2,
  heads: 4,
  activation: 'gelu',
  epsilon: 1e-5,
} as const;
const clip: ClipConfig = {
  text: { ...tower, vocabulary: 50, context: 77 },
  vision: { ...tower, imageSize: 48, patchSize: 4 },
  embedding: 32,
};
const unet = {
  latentChannels: 4,
  latentSize: 16,
  levelChannels: [32, 64, 64],
  levelAttention: [true, true, false],
  blocksPerLevel: 2,
  contextSize: 32,
  heads: 4,
  groups: 8,
};
const user = { featureSizes: [3], embeddingSize: 4, crossLayers: 1, crossType: 'v2' } as const;
const autoencoder = {
  levelChannels: [16, 32, 32],
  blocksPerLevel: 2,
  latentChannels: 4,
  groups: 8,
  scale: 1,
};

const denoisingInput = () => ({
  latent: tf.zeros<tf.Rank.R4>([2, 16, 16, 4]),
  timesteps: [5, 5],
  context: tf.zeros<tf.Rank.R3>([2, 10, 32]),
});

function unetPeak(): Promise<number> {
  const model = new Unet(unet);
  return peakBytes(model, () => model.forward(denoisingInput()));
}

function adaptedPeak(): Promise<number> {
  const [model, adapter] = [new Unet(unet), new PersonalNetwork({ unet, user, inputKernel: 1 })];
  adapter.initialise(1);
  return peakBytes(model, () => {
    const input = denoisingInput();
    const encoded = model.encode(input);
    return model.decode(encoded, adapter.forward(input, tf.zeros([2, 1], 'int32')));
  });
}

it.each([
  [
    'CLIP',
    clipActivationBytes(clip, 2),
    () => {
      const model = new ClipModel(clip);
      return peakBytes(model, () => model.embedImages(tf.zeros([2, 48, 48, 3])));
    },
  ],
  ['the U-Net', unetActivationBytes(unet, 2), unetPeak],
  ['the U-Net with its adapter', unetActivationBytes(unet, 2, 3), adaptedPeak],
  [
    'the decoder',
    decoderActivationBytes(autoencoder, 16),
    () => {
      const model = new Autoencoder(autoencoder);
      return peakBytes(model, () => model.decode(tf.zeros([1, 16, 16, 4])));
    },
  ],
])('counts what %s holds at most within a factor of 1.5', async (_, counted, measure) => {
  const measured = await measure();

  expect(measured).toBeLessThan(1.5 * counted);
  expect(measured).toBeGreaterThan(counted / 1.5);
});

it('counts what an adapter holds besides within a fifth', async () => {
  const measured = (await adaptedPeak()) - (await unetPeak());

  const counted = unetActivationBytes(unet, 2, 3) - unetActivationBytes(unet, 2);
  expect(measured / counted).toBeGreaterThan(0.8);
  expect(measured / counted).toBeLessThan(1.2);
});
