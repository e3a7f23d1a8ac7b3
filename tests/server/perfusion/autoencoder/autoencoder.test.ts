import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Autoencoder } from '../../../../server/perfusion/autoencoder/autoencoder.js';
import { MidAttention, oldAttentionName } from '../../../../server/perfusion/autoencoder/mid-attention.js';
import {
  originalTinyName,
  TinyAutoencoder,
} from '../../../../server/perfusion/autoencoder/tiny-autoencoder.js';
import { VaeDecoder, VaeEncoder } from '../../../../server/perfusion/autoencoder/vae-blocks.js';
import { parameterCount } from '../../../../server/perfusion/nn/module.js';
import type { Parameter } from '../../../../server/perfusion/nn/parameter.js';
import { loadWeights, weightDifferences } from '../../../../server/perfusion/weights/load-weights.js';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  type BlockCase,
  expectFiniteGradients,
  expectNoLeak,
  expectSoundBlock,
  lastOf,
  relativeError,
  waves,
} from '../../../support/perfusion/close.js';
import {
  channelsFirst,
  goldenTensors,
  loadGolden,
  publishedKeys,
} from '../../../support/perfusion/golden.js';
import { SD15_AUTOENCODER } from '../../../support/perfusion/published-sizes.js';
import { itWith, publicFile, publicFiles } from '../../../support/run/needs.js';

const TINY = {
  levelChannels: [8, 16, 16, 16],
  blocksPerLevel: 2,
  latentChannels: 4,
  groups: 4,
  scale: 0.18215,
};
const SMALLEST = { ...TINY, levelChannels: [4, 8], blocksPerLevel: 1 };

/** Every part of the autoencoder. */
const PARTS: Record<string, () => BlockCase> = {
  'its encoder': () => {
    const [block, images] = [new VaeEncoder(SMALLEST), waves<tf.Rank.R4>([1, 4, 4, 3])];
    return { block, run: () => block.forward(images), shape: [1, 2, 2, 8] };
  },
  'its decoder': () => {
    const [block, latents] = [new VaeDecoder(SMALLEST), waves<tf.Rank.R4>([1, 2, 2, 4])];
    return { block, run: () => block.forward(latents), shape: [1, 4, 4, 3] };
  },
  'its attention': () => {
    const [block, map] = [new MidAttention(8, 4), waves<tf.Rank.R4>([2, 2, 3, 8])];
    return { block, run: () => block.forward(map), shape: [2, 2, 3, 8] };
  },
};
const fits = { missing: [], unexpected: [], misshapen: [] };

describe.each(['wasm', 'cpu'])('the tiny autoencoder of diffusers on %s', (backend) => {
  useBackend(backend);
  const golden = goldenTensors('vae-tiny/golden.safetensors');

  it('encodes and decodes as diffusers does', () => {
    const autoencoder = loadGolden(new Autoencoder(TINY), 'vae-tiny/vae.safetensors');

    const { mean, logVariance } = autoencoder.distribution(golden.image('image'));
    const latents = autoencoder.encode(golden.image('image'), golden.image('noise'));
    const decoded = autoencoder.decode(latents);

    expect(relativeError(channelsFirst(mean), golden.values('mean'))).toBeLessThan(1e-5);
    expect(relativeError(channelsFirst(logVariance), golden.values('logvar'))).toBeLessThan(1e-5);
    expect(relativeError(channelsFirst(tf.div(latents, 0.18215)), golden.values('z_unscaled'))).toBeLessThan(
      1e-5,
    );
    expect(relativeError(channelsFirst(decoded), golden.values('decoded'))).toBeLessThan(1e-5);
  });

  it.each(Object.entries(PARTS))('%s gives its shape, leaks nothing and has finite gradients', (_, part) =>
    expectSoundBlock(part()),
  );

  it('leaks nothing, and has finite gradients in all its weights', () => {
    const small = new Autoencoder(SMALLEST);
    small.initialise(1);
    const images = waves<tf.Rank.R4>([1, 4, 4, 3]);
    const noise = waves<tf.Rank.R4>([1, 2, 2, 4]);

    const { mean, logVariance } = small.distribution(images);
    expect([mean.shape, logVariance.shape]).toEqual([noise.shape, noise.shape]);
    expect(small.encode(images, noise).shape).toEqual(noise.shape);
    expect(small.decode(noise).shape).toEqual(images.shape);
    expectNoLeak(() => lastOf(Object.values(small.distribution(images)) as tf.Tensor[]));
    expectNoLeak(() => small.encode(images, noise));
    expectNoLeak(() => small.decode(noise));
    expectFiniteGradients(small, () =>
      tf.mean(tf.square(tf.sub(small.decode(small.encode(images, noise)), images))),
    );
  });
});

describe('published weight files', () => {
  it("of Stable Diffusion 1.5's autoencoder fit by every name and shape, by old names too", () => {
    const autoencoder = new Autoencoder(SD15_AUTOENCODER);
    const keys = publishedKeys('sd15_vae_diffusers');
    const old = new Map([...keys].map(([name, shape]) => [oldAttentionName(name), shape]));

    expect(weightDifferences(autoencoder, keys)).toEqual(fits);
    expect(weightDifferences(autoencoder, old, { rename: oldAttentionName })).toEqual(fits);
    expect(old.has('encoder.mid_block.attentions.0.proj_attn.weight')).toBe(true);
    expect(parameterCount(autoencoder)).toBe(83_653_863);
  });

  it('of TAESD fit by every name and shape', () => {
    const tiny = new TinyAutoencoder();

    expect(weightDifferences(tiny, publishedKeys('taesd_diffusers'))).toEqual(fits);
    expect(parameterCount(tiny)).toBe(2_445_063);
  });
});

const WEIGHTS = publicFile('weights', 'taesd');

describe('TAESD', () => {
  useBackend();

  /** The half of a model whose names start with a prefix. */
  const half = (tiny: TinyAutoencoder, prefix: string) => ({
    parameters: () =>
      new Map<string, Parameter>([...tiny.parameters()].filter(([name]) => name.startsWith(prefix))),
  });

  it('gives latents and pictures of their shapes, leaks nothing and has finite gradients', () => {
    const tiny = new TinyAutoencoder();
    tiny.initialise(1);
    const images = waves<tf.Rank.R4>([1, 8, 8, 3]);
    const latents = waves<tf.Rank.R4>([1, 1, 1, 4]);

    expect(tiny.encode(images).shape).toEqual(latents.shape);
    expect(tiny.decode(latents).shape).toEqual(images.shape);
    expectNoLeak(() => tiny.encode(images));
    expectNoLeak(() => tiny.decode(latents));
    expectFiniteGradients(tiny, () => tf.mean(tf.square(tiny.decode(tiny.encode(images)))));
  });

  itWith(publicFiles([WEIGHTS]))(
    'gives the latents and the picture that PyTorch gives with its real weights',
    () => {
      const tiny = new TinyAutoencoder();
      for (const part of ['encoder', 'decoder']) {
        const source = openSafetensors(path.join(WEIGHTS, `taesd_${part}.safetensors`));
        loadWeights(half(tiny, part), source, { rename: originalTinyName });
        source.close();
      }
      const golden = goldenTensors('taesd/golden_64.safetensors');

      const latents = tiny.encode(golden.image('image_nchw_01'));
      const decoded = tiny.decode(golden.image('latent_nchw'));

      expect(relativeError(channelsFirst(latents), golden.values('latent_nchw'))).toBeLessThan(1e-5);
      expect(relativeError(channelsFirst(decoded), golden.values('decoded_nchw_01_unclamped'))).toBeLessThan(
        1e-5,
      );
    },
  );
});
