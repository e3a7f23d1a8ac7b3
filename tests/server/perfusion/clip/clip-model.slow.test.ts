import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import type { ClipConfig } from '../../../../server/perfusion/clip/clip-config.js';
import {
  ClipModel,
  ClipTextEncoder,
  IGNORED_CLIP_TENSORS,
  unitLength,
} from '../../../../server/perfusion/clip/clip-model.js';
import { contrastiveLoss } from '../../../../server/perfusion/clip/contrastive-loss.js';
import { Encoder } from '../../../../server/perfusion/clip/encoder.js';
import { EncoderLayer } from '../../../../server/perfusion/clip/encoder-layer.js';
import { TextTower } from '../../../../server/perfusion/clip/text-tower.js';
import { VisionTower } from '../../../../server/perfusion/clip/vision-tower.js';
import { causalMask } from '../../../../server/perfusion/nn/attention.js';
import { parameterCount } from '../../../../server/perfusion/nn/module.js';
import { loadWeights, weightDifferences } from '../../../../server/perfusion/weights/load-weights.js';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  type BlockCase,
  expectFiniteGradients,
  expectNoLeak,
  expectSoundBlock,
  expectSoundLayer,
  lastOf,
  relativeError,
  waves,
} from '../../../support/perfusion/close.js';
import { CLIP_SMALLEST, CLIP_TINY } from '../../../support/perfusion/configs.js';
import {
  fileOrder,
  goldenJson,
  goldenPath,
  goldenTensors,
  publishedKeys,
} from '../../../support/perfusion/golden.js';
import {
  CLIP_VIT_B_32,
  CLIP_VIT_H_14,
  CLIP_VIT_L_14,
  SD15_TEXT,
} from '../../../support/perfusion/published-sizes.js';

const golden = goldenTensors('clip-tiny/golden.safetensors');

const { text, vision } = CLIP_SMALLEST;
const partInputs = () => ({
  tokens: waves<tf.Rank.R3>([2, 3, 16]),
  mask: causalMask(3),
  shift: {
    attention: waves<tf.Rank.R3>([2, 2, 16], 1),
    feedForward: waves<tf.Rank.R3>([2, 2, 16], 2),
    modulation: waves<tf.Rank.R3>([2, 2, 96], 3),
  },
  ids: tf.tensor2d([0, 5, 299, 0, 7, 299], [2, 3], 'int32'),
  images: waves<tf.Rank.R4>([2, 16, 16, 3]),
});

/** Every part of a CLIP, of width 16. */
const PARTS: Record<string, (inputs: ReturnType<typeof partInputs>) => BlockCase> = {
  'a layer': ({ tokens, mask }) => {
    const block = new EncoderLayer(text);
    return { block, run: () => block.forward(tokens, { mask }), shape: [2, 3, 16] };
  },
  'a stack of shifted layers': ({ tokens, mask, shift }) => {
    const block = new Encoder(text);
    return { block, run: () => block.forward(tokens, mask, shift), shape: [2, 3, 16] };
  },
  'a stack of layers, one after another': ({ tokens }) => {
    const block = new Encoder(text);
    return { block, run: () => lastOf(block.hiddenStates(tokens)), shape: [2, 3, 16] };
  },
  'the text tower': ({ ids, shift }) => {
    const block = new TextTower(text);
    return { block, run: () => block.pooled(ids, shift), shape: [2, 16] };
  },
  'the text encoder': ({ ids }) => {
    const block = new ClipTextEncoder(text);
    return { block, run: () => block.text.forward(ids), shape: [2, 3, 16] };
  },
  'the vision tower': ({ images, shift }) => {
    const block = new VisionTower(vision);
    return { block, run: () => block.pooled(images, shift), shape: [2, 16] };
  },
};

describe.each(['wasm', 'cpu'])('the tiny CLIP on %s', (backend) => {
  useBackend(backend);

  let clip: ClipModel;
  let images: tf.Tensor4D;
  let ids: tf.Tensor2D;
  beforeAll(() => {
    clip = new ClipModel(CLIP_TINY);
    const source = openSafetensors(goldenPath('clip-tiny/model.safetensors'));
    loadWeights(clip, source);
    source.close();
    images = golden.image('pixel_values_nchw');
    ids = golden.tensor<tf.Rank.R2>('input_ids');
  });
  afterAll(() => clip.dispose());

  it('gives the outputs of every layer that OpenAI gives', () => {
    const texts = clip.text.hiddenStates(ids);
    const pictures = clip.vision.hiddenStates(images);

    for (const layer of [0, 1, 2]) {
      expect(relativeError(texts[layer]!, golden.values(`text_layer${layer}`))).toBeLessThan(1e-5);
      expect(relativeError(pictures[layer]!, golden.values(`vision_layer${layer}`))).toBeLessThan(1e-5);
    }
    expect(relativeError(clip.text.forward(ids), golden.values('text_last_hidden_state'))).toBeLessThan(1e-5);
  });

  it('gives the embeddings and logits that OpenAI gives', () => {
    const texts = clip.embedText(ids);
    const pictures = clip.embedImages(images);

    expect(relativeError(texts, golden.values('text_embeds_raw'))).toBeLessThan(1e-5);
    expect(relativeError(pictures, golden.values('image_embeds_raw'))).toBeLessThan(1e-5);
    expect(relativeError(clip.logits(pictures, texts), golden.values('logits_per_image'))).toBeLessThan(1e-5);
  });

  it('has the loss and gradients that central differences in float64 give', () => {
    const { loss, gradients } = goldenJson<{
      loss: number;
      gradients: Record<string, { indices: number[]; gradient: number[] }>;
    }>('clip-tiny/gradients.json');
    const parameters = [...clip.parameters()];

    const { value, grads } = tf.variableGrads(
      () => contrastiveLoss(clip.logits(clip.embedImages(images), clip.embedText(ids))),
      parameters.map(([, parameter]) => parameter.value),
    );

    expect(relativeError(value, [loss])).toBeLessThan(1e-5);
    expect(Object.keys(gradients)).toHaveLength(parameters.length);
    for (const [name, parameter] of parameters) {
      const { indices, gradient } = gradients[name]!;
      const computed = fileOrder(parameter, grads[parameter.value.name]!);
      const error = Math.max(...indices.map((at, i) => Math.abs(computed[at]! - gradient[i]!)));
      // keys' biases have no effect, so their gradients are zero: compare those with the others' size
      expect([name, error / Math.max(0.01, ...gradient.map(Math.abs))]).toEqual([name, expect.closeTo(0, 4)]);
    }
    tf.dispose([value, ...Object.values(grads)]);
  });

  it.each(Object.entries(PARTS))('%s gives its shape, leaks nothing and has finite gradients', (_, part) =>
    expectSoundBlock(part(partInputs())),
  );

  it('its layers without weights give their shapes, leak nothing and have finite gradients', () => {
    const x = waves<tf.Rank.R2>([3, 3]);

    expectSoundLayer(unitLength, { x, shape: [3, 3] });
    expectSoundLayer((logits: tf.Tensor2D) => contrastiveLoss(logits), { x, shape: [] });
  });

  it('leaks nothing, and has finite gradients everywhere', () => {
    expect(clip.embedImages(images).shape).toEqual([images.shape[0], 24]);
    expect(clip.embedText(ids).shape).toEqual([ids.shape[0], 24]);
    expectNoLeak(() => clip.embedImages(images));
    expectNoLeak(() => clip.embedText(ids));
    expectFiniteGradients(clip, () =>
      tf.mean(tf.square(clip.logits(clip.embedImages(images), clip.embedText(ids)))),
    );
  });

  it('refuses prompts and pictures of the wrong size', () => {
    expect(() => clip.embedText(tf.zeros([1, 17], 'int32'))).toThrow(
      'a prompt has 17 tokens, at most 16 fit',
    );
    expect(() => clip.embedImages(tf.zeros([1, 31, 32, 3]))).toThrow(
      'images must be 32 x 32 pixels, but are 31 x 32',
    );
  });
});

describe('published weight files', () => {
  it.each<[string, ClipConfig, number]>([
    ['clip_vit_b32_hf', CLIP_VIT_B_32, 151_277_313],
    ['clip_vit_l14_hf', CLIP_VIT_L_14, 427_616_513],
    ['clip_vit_h14_laion_hf', CLIP_VIT_H_14, 986_109_441],
  ])('%s fits by every name and shape', (name, config, weights) => {
    const clip = new ClipModel(config);

    expect(weightDifferences(clip, publishedKeys(name))).toEqual({
      missing: [],
      unexpected: [],
      misshapen: [],
    });
    expect(parameterCount(clip)).toBe(weights);
  });

  it("Stable Diffusion 1.5's text encoder fits, with the position ids of older files", () => {
    const encoder = new ClipTextEncoder(SD15_TEXT);
    const keys = new Map([
      ...publishedKeys('sd15_text_encoder_hf'),
      ['text_model.embeddings.position_ids', [1, 77]] as const,
    ]);

    const differences = weightDifferences(encoder, keys, { ignore: IGNORED_CLIP_TENSORS });

    expect(differences).toEqual({ missing: [], unexpected: [], misshapen: [] });
    expect(parameterCount(encoder)).toBe(123_060_480);
  });

  it('of one size do not fit a model of another', () => {
    const { missing, misshapen } = weightDifferences(
      new ClipModel(CLIP_VIT_L_14),
      publishedKeys('clip_vit_b32_hf'),
    );

    expect(missing).toContain('vision_model.encoder.layers.12.mlp.fc1.weight');
    expect(misshapen[0]).toBe(
      'text_model.embeddings.token_embedding.weight is [49408, 512] in the file, but [49408, 768] in the model',
    );
  });
});
