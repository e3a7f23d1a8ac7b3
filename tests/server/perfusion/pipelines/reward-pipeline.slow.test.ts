import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { preprocessImage } from '../../../../server/perfusion/clip/preprocess-image.js';
import { profileReader } from '../../../../server/perfusion/pipelines/profile.js';
import { RewardPipeline } from '../../../../server/perfusion/pipelines/reward-pipeline.js';
import type { PlugInForm } from '../../../../server/perfusion/reward/personal-reward-model.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  FEATURES,
  gradient,
  PLUG_IN,
  TINY_TOKENIZER,
  tinyReward,
  trained,
} from '../../../support/perfusion/model-folders.js';

useBackend();

const IMAGES = [1, 2, 3].map((seed) => gradient(seed));
const STREET = { style: 'street', store: 'Anna' };
const PARTY = { style: 'party', store: 'Bob' };

function personal(form: PlugInForm, isTrained: boolean): RewardPipeline {
  const { clip, tokenizer, plugIn } = tinyReward({ ...PLUG_IN, form });
  if (isTrained) trained(plugIn!.model, /fc2/);
  return new RewardPipeline({
    clip,
    tokenizer,
    personal: { model: plugIn!.model, reader: profileReader(FEATURES), form },
  });
}

it('gives 100 times the cosine of the embeddings, as CLIP itself computes them', () => {
  const { clip, tokenizer } = tinyReward();
  const pipeline = new RewardPipeline({ clip, tokenizer });
  const expected = tf.tidy(() => {
    const text = clip.embedText(tf.tensor2d(TINY_TOKENIZER.encode('ab cd'), [1, 16], 'int32'));
    const pixels = IMAGES.map((image) => tf.tensor3d(preprocessImage(image, 32, 'huggingFace'), [32, 32, 3]));
    const images = clip.embedImages(tf.stack(pixels) as tf.Tensor4D);
    const logits = clip.logits(images, text).dataSync();
    return [...logits].map((logit) => (100 * logit) / clip.scale().dataSync()[0]!);
  });

  const scores = pipeline.score({ prompt: 'ab cd', profile: {}, images: IMAGES });

  expect(scores).toHaveLength(3);
  for (const [i, score] of scores.entries()) expect(score).toBeCloseTo(expected[i]!, 3);
});

it('scores every merchant as plain CLIP does before training, bit for bit', () => {
  const { clip, tokenizer } = tinyReward();
  const plain = new RewardPipeline({ clip, tokenizer }).score({ prompt: 'ab', profile: {}, images: IMAGES });

  for (const form of ['duplicated', 'shared', 'visionOnly', 'textOnly'] as const) {
    expect([...personal(form, false).score({ prompt: 'ab', profile: STREET, images: IMAGES })]).toEqual([
      ...plain,
    ]);
  }
});

it('scores each merchant in their own way after training, and strangers all alike', () => {
  for (const form of ['duplicated', 'visionOnly', 'textOnly'] as const) {
    const pipeline = personal(form, true);
    const score = (profile: Record<string, string>) => [
      ...pipeline.score({ prompt: 'ab', profile, images: IMAGES }),
    ];

    expect(score(PARTY)).not.toEqual(score(STREET));
    expect(score({})).toEqual(score({ style: 'new', store: 'new', more: 'x' }));
  }
});

it('looks once at a picture that it knows by its hash, where merchants see all alike', () => {
  const pictures = IMAGES.map((image, i) => ({ ...image, hash: `picture ${i}` }));
  const renamed = { ...gradient(9), hash: 'picture 0' };
  const score = (form: PlugInForm, images: typeof pictures) => {
    const pipeline = personal(form, true);
    pipeline.score({ prompt: 'ab', profile: STREET, images: pictures });
    return [...pipeline.score({ prompt: 'cd', profile: PARTY, images })];
  };

  const [known, fresh] = [
    score('textOnly', [renamed, pictures[2]!]),
    score('textOnly', [pictures[0]!, pictures[2]!]),
  ];
  expect(known).toEqual(fresh); // what was remembered under that hash
  expect(score('duplicated', [renamed])).not.toEqual(score('duplicated', [pictures[0]!]));
});

it('leaves no tensor behind, and none at all when disposed', () => {
  const before = tf.memory().numTensors;
  const pipeline = personal('duplicated', true);
  const loaded = tf.memory().numTensors;

  pipeline.score({ prompt: 'ab', profile: STREET, images: [...IMAGES, ...IMAGES, ...IMAGES, ...IMAGES] });
  expect(tf.memory().numTensors).toBe(loaded);
  pipeline.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('refuses what it cannot score, and says which words and features it does not know', () => {
  const pipeline = personal('duplicated', false);
  const request = { prompt: 'ab', profile: STREET, images: IMAGES };

  expect(() => pipeline.score({ ...request, prompt: ' ' })).toThrow('The prompt is empty');
  expect(() => pipeline.score({ ...request, prompt: 'ab '.repeat(20) })).toThrow(
    '20 tokens, but at most 14 fit',
  );
  expect(() => pipeline.score({ ...request, images: [{ ...IMAGES[0]!, width: 41 }] })).toThrow(
    'An image of 41 x 36 pixels must have 4428 bytes',
  );
  expect([...pipeline.score({ ...request, images: [] })]).toEqual([]);
  expect(pipeline.unknownWords('ab dress')).toEqual(['dress']);
  expect(pipeline.coverage({ style: 'street' })).toEqual({ known: ['style'], unknown: ['store'] });
});
