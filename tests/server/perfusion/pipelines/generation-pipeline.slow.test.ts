import { beforeAll, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import type { Picture } from '../../../../server/perfusion/clip/resize-bicubic.js';
import { GenerationPipeline } from '../../../../server/perfusion/pipelines/generation-pipeline.js';
import type { GenerationRequest } from '../../../../server/perfusion/pipelines/generation-request.js';
import { profileReader } from '../../../../server/perfusion/pipelines/profile.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { ADAPTER, FEATURES, tinyGenerator, trained } from '../../../support/perfusion/model-folders.js';

useBackend();

const REQUEST: GenerationRequest = {
  prompt: 'ab cd',
  profile: { style: 'street', store: 'Anna' },
  seed: 5,
  index: 0,
  steps: 3,
  guidance: 7.5,
};

let plain: GenerationPipeline;
let untrained: GenerationPipeline;
let personal: GenerationPipeline;
beforeAll(() => {
  const { adapter: _, ...parts } = tinyGenerator(ADAPTER) as ReturnType<typeof tinyGenerator> & {
    adapter?: unknown;
  };
  plain = new GenerationPipeline(parts);
  [untrained, personal] = [false, true].map((isTrained) => {
    const generator = tinyGenerator(ADAPTER);
    if (!('adapter' in generator)) throw new Error('no adapter');
    const { network } = generator.adapter;
    if (isTrained) trained(network, /zero_in|controlnet_/);
    const reader = profileReader(FEATURES);
    return new GenerationPipeline({ ...generator, personal: { network, reader, panInUncond: true } });
  }) as [GenerationPipeline, GenerationPipeline];
});

function draw(pipeline: GenerationPipeline, change: Partial<GenerationRequest> = {}): Picture {
  const drawing = pipeline.generate({ ...REQUEST, ...change });
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value as Picture;
  }
}

it('shows every step, ends in a picture, and leaves no tensor behind', () => {
  draw(plain); // the text is remembered from here on, outside of tensors
  const before = tf.memory().numTensors;
  const drawing = plain.generate(REQUEST);

  expect([drawing.next().value, drawing.next().value, drawing.next().value]).toEqual([
    { done: 1, total: 3 },
    { done: 2, total: 3 },
    { done: 3, total: 3 },
  ]);
  const { done, value } = drawing.next();
  expect(done).toBe(true);
  expect(value).toMatchObject({ width: 64, height: 64 });
  expect((value as Picture).pixels).toHaveLength(64 * 64 * 3);
  expect(new Set((value as Picture).pixels).size).toBeGreaterThan(10);
  expect(tf.memory().numTensors).toBe(before);
});

it('draws the same bytes again, and others for another seed, place, prompt or strength', () => {
  const first = draw(plain);

  expect(draw(plain)).toEqual(first);
  expect(plain.draw(REQUEST)).toEqual(first);
  for (const change of [{ seed: 6 }, { index: 1 }, { prompt: 'ef' }, { guidance: 1 }] as const) {
    expect(draw(plain, change)).not.toEqual(first);
  }
});

it('draws what the plain model draws before training, and for each merchant their own after it', () => {
  expect(draw(untrained)).toEqual(draw(plain));
  expect(draw(untrained, { guidance: 1 })).toEqual(draw(plain, { guidance: 1 }));

  const first = draw(personal);
  expect(first).not.toEqual(draw(plain));
  expect(draw(personal, { profile: { style: 'party', store: 'Bob' } })).not.toEqual(first);
  expect(draw(personal, { profile: { ...REQUEST.profile, hair: 'red' } })).toEqual(first);
  expect(draw(personal, { profile: {} })).toEqual(
    draw(personal, { profile: { style: 'new', store: 'new' } }),
  );
});

it('personalises the branch without prompt too, unless asked not to', () => {
  expect(draw(personal, { panInUncond: true })).toEqual(draw(personal));
  expect(draw(personal, { panInUncond: false })).not.toEqual(draw(personal));
});

it('can be stopped between steps, and frees everything', () => {
  const before = tf.memory().numTensors;
  const drawing = personal.generate(REQUEST);
  drawing.next();
  drawing.return({ width: 0, height: 0, pixels: new Uint8Array() });

  expect(tf.memory().numTensors).toBe(before);
});

it('draws no image from numbers that are none', () => {
  const broken = tinyGenerator();
  const [bias] = [...broken.autoencoder.parameters()].filter(([name]) => name === 'decoder.conv_out.bias');
  bias![1].assign(tf.fill([3], Number.NaN));
  const pipeline = new GenerationPipeline(broken);
  const before = tf.memory().numTensors;

  expect(() => draw(pipeline)).toThrow('The image came out as NaN or infinity');
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  [{ prompt: '  ' }, 'The prompt is empty'],
  [{ prompt: 'ab '.repeat(15) }, 'The prompt has 15 tokens, but at most 14 fit'],
  [{ steps: 0 }, 'number of steps must be a whole number from 1 to 999, not 0'],
  [{ seed: -1 }, 'seed must be a whole number'],
  [{ index: 0.5 }, 'index must be a whole number'],
  [{ guidance: Number.NaN }, 'guidance must be a number from 0 to 100, not NaN'],
])('refuses %o', (change, message) => {
  expect(() => plain.generate({ ...REQUEST, ...change }).next()).toThrow(message);
});
