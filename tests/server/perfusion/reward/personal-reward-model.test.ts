import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { ClipModel, unitLength } from '../../../../server/perfusion/clip/clip-model.js';
import { groupKlLoss } from '../../../../server/perfusion/reward/group-loss.js';
import {
  type GroupBatch,
  PersonalRewardModel,
  type PlugInForm,
} from '../../../../server/perfusion/reward/personal-reward-model.js';
import { lossGradients } from '../../../../server/perfusion/training/loss-gradients.js';
import { AdamW } from '../../../../server/perfusion/training/optimisation/adam-w.js';
import { loadWeights } from '../../../../server/perfusion/weights/load-weights.js';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectNoLeak, relativeError, waves } from '../../../support/perfusion/close.js';
import { CLIP_TINY } from '../../../support/perfusion/configs.js';
import { goldenPath, goldenTensors } from '../../../support/perfusion/golden.js';
import { bitsOf } from '../../../support/perfusion/objective.js';

const FORMS: readonly PlugInForm[] = ['duplicated', 'shared', 'visionOnly', 'textOnly'];
const user = { featureSizes: [5, 3], embeddingSize: 4, crossLayers: 3, crossType: 'v2' } as const;

useBackend();

let clip: ClipModel;
let batch: GroupBatch;
let labels: tf.Tensor2D;
beforeAll(() => {
  clip = new ClipModel(CLIP_TINY);
  const source = openSafetensors(goldenPath('clip-tiny/model.safetensors'));
  loadWeights(clip, source);
  source.close();
  const golden = goldenTensors('clip-tiny/golden.safetensors');
  batch = {
    ids: tf.slice(golden.tensor<tf.Rank.R2>('input_ids'), 0, 2),
    features: tf.tensor2d(
      [
        [0, 1],
        [4, 2],
      ],
      [2, 2],
      'int32',
    ),
    images: tf.concat([golden.image('pixel_values_nchw'), waves<tf.Rank.R4>([3, 32, 32, 3])]),
  };
  labels = tf.tensor2d([
    [0, 1, 0],
    [1, 0, 0],
  ]);
});
afterAll(() => clip.dispose());

const create = (form: PlugInForm, adaNet: 'whole' | 'perLayer' = 'whole') => {
  const model = new PersonalRewardModel(clip, { form, adaNet, hiddenSize: 8, user });
  model.initialise(1);
  return model;
};

/** One step of plain gradient descent on the plug-ins; returns the size of each gradient before it. */
function descend(model: PersonalRewardModel, rate: number): Map<string, number> {
  const parameters = [...model.parameters()];
  const { value, grads } = tf.variableGrads(
    () => groupKlLoss(tf.mul(model.scoreGroups(batch), clip.scale()), { labels }),
    parameters.map(([, parameter]) => parameter.value),
  );
  const sizes = parameters.map(([name, parameter]) => {
    const gradient = grads[parameter.value.name]!;
    parameter.assign(tf.sub(parameter.value, tf.mul(gradient, rate)));
    return [name, tf.norm(gradient).dataSync()[0]!] as const;
  });
  tf.dispose([value, ...Object.values(grads)]);
  return new Map(sizes);
}

describe.each(FORMS)('the %s form', (form) => {
  it('scores as plain CLIP before training, bit for bit', () => {
    for (const adaNet of ['whole', 'perLayer'] as const) {
      const model = create(form, adaNet);

      const scores = model.scoreGroups(batch);

      const texts = tf.reshape(unitLength(clip.embedText(batch.ids)), [2, 1, -1]);
      const pictures = tf.reshape(unitLength(clip.embedImages(batch.images)), [2, 3, -1]);
      expect([...scores.dataSync()]).toEqual([...tf.sum(tf.mul(pictures, texts), 2).dataSync()]);
      model.dispose();
    }
  });

  it('starts to train at its last layers, then everywhere, and never touches CLIP', () => {
    const model = create(form);
    const before = bitsOf(clip.parameters());

    const first = descend(model, 0.02);
    const second = descend(model, 0.02);

    const started = (sizes: Map<string, number>) =>
      [...sizes].filter(([, size]) => size > 0).map(([name]) => name);
    expect(started(first)).toEqual([...model.parameters().keys()].filter((name) => name.includes('fc2')));
    expect(started(second)).toEqual([...model.parameters().keys()]);
    expect([...second.values()].every(Number.isFinite)).toBe(true);
    expect(bitsOf(clip.parameters())).toEqual(before);
    model.dispose();
  });

  it('gives a score a picture, and leaks nothing', () => {
    const model = create(form);

    expect(model.scoreGroups(batch).shape).toEqual([2, 3]);
    expectNoLeak(() => model.scoreGroups(batch));
    model.dispose();
  });
});

it('tells merchants apart only once trained, and learns what they picked', () => {
  const model = create('duplicated');
  const same = {
    ...batch,
    ids: tf.tile(tf.slice(batch.ids, 0, 1), [2, 1]),
    images: tf.tile(tf.slice(batch.images, 0, 3), [2, 1, 1, 1]),
  };
  const apart = () =>
    tf.tidy(() => {
      const [a, b] = tf.unstack(model.scoreGroups(same));
      return relativeError(a!, b!.dataSync());
    });
  const loss = () =>
    tf.tidy(() => groupKlLoss(tf.mul(model.scoreGroups(batch), clip.scale()), { labels }).dataSync()[0]!);
  expect(apart()).toBe(0);
  const start = loss();

  const optimizer = new AdamW(model.parameters());
  for (let step = 0; step < 10; step++) {
    const { gradients } = lossGradients(model.parameters(), () =>
      groupKlLoss(tf.mul(model.scoreGroups(batch), clip.scale()), { labels }),
    );
    optimizer.step(gradients, 0.01);
  }

  expect(apart()).toBeGreaterThan(0.001);
  expect(loss()).toBeLessThan(start / 2);
  model.dispose();
});

it('names plug-in tensors by their place', () => {
  const names = [...create('duplicated').parameters().keys()];

  expect(names).toContain('text_plug_in.user.emb.0.weight');
  expect(names).toContain('vision_plug_in.user.cross.2.bias');
  expect(names).toContain('vision_plug_in.ada_ffn.fc2.vision.weight');
  expect([...create('shared').parameters().keys()].filter((name) => name.includes('fc1'))).toHaveLength(4);
});
