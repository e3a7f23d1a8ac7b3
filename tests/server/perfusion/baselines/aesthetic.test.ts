import path from 'node:path';
import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { AestheticPredictor } from '../../../../server/perfusion/baselines/aesthetic.js';
import { loadWeights } from '../../../../server/perfusion/weights/load-weights.js';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectSoundBlock, relativeError, waves } from '../../../support/perfusion/close.js';
import { goldenJson, goldenTensors } from '../../../support/perfusion/golden.js';
import { itWith, publicFile, publicFiles } from '../../../support/run/needs.js';

useBackend();

const WEIGHTS = publicFile('weights', 'aesthetic');
const golden = goldenJson<Record<string, { scores: number[] }>>('aesthetic_golden.json');

function load(kind: 'linear' | 'relu', name: string): AestheticPredictor {
  const predictor = new AestheticPredictor(kind);
  const source = openSafetensors(path.join(WEIGHTS, `${name}.safetensors`));
  loadWeights(predictor, source);
  source.close();
  return predictor;
}

itWith(publicFiles([WEIGHTS]))('gives the scores that PyTorch gives with real weights', () => {
  const name = 'sac+logos+ava1-l14-linearMSE';
  const embeddings = goldenTensors('aesthetic_inputs.safetensors').tensor<tf.Rank.R2>('x_l2_normalised');

  const scores = load('linear', name).score(embeddings);

  expect(relativeError(scores, golden[name]!.scores)).toBeLessThan(1e-5);
  const relu = load('relu', 'ava+logos-l14-reluMSE');
  expect(relativeError(relu.score(embeddings), byDefinition(relu, embeddings))).toBeLessThan(1e-5);
});

it('is linear layers with ReLU between them, but not behind the last', () => {
  const predictor = new AestheticPredictor('relu', [6, 8, 7, 5, 4, 1]);
  predictor.initialise(2);
  predictor
    .parameters()
    .get('layers.11.bias')!
    .assign(tf.tensor1d([-10]));
  const embeddings = waves<tf.Rank.R2>([5, 6]);

  const expected = byDefinition(predictor, embeddings);

  expect(relativeError(predictor.score(embeddings), expected)).toBeLessThan(1e-5);
  expect(Math.max(...expected)).toBeLessThan(0);
});

/** `W_5 relu(W_4 ... relu(W_1 x + b_1) ...) + b_5` in double precision. */
function byDefinition(predictor: AestheticPredictor, embeddings: tf.Tensor2D): number[] {
  const named = <T extends tf.Tensor>(ending: string) =>
    [...predictor.parameters()]
      .filter(([name]) => name.endsWith(ending))
      .map(([, { value }]) => value as tf.Tensor as T);
  const [weights, biases] = [named<tf.Tensor2D>('weight'), named<tf.Tensor1D>('bias')];
  return embeddings.arraySync().map((embedding) => {
    const last = weights.length - 1;
    const layers = weights.map((weight, i) => ({ rows: weight.arraySync(), bias: biases[i]!.arraySync() }));
    return layers.reduce(
      (x, { rows, bias }, i) =>
        bias
          .map((start, column) => rows.reduce((sum, row, k) => sum + x[k]! * row[column]!, start))
          .map((y) => (i === last ? y : Math.max(0, y))),
      embedding,
    )[0]!;
  });
}

it('is one affine map without activation, and not with it', () => {
  const mixed = (kind: 'linear' | 'relu') => {
    const predictor = new AestheticPredictor(kind);
    predictor.initialise(1);
    const [a, b] = [waves<tf.Rank.R2>([1, 768]), waves<tf.Rank.R2>([1, 768], 3)];
    const middle = predictor.score(tf.mul(tf.add(a, b), 0.5)).dataSync()[0]!;
    return Math.abs(middle - (predictor.score(a).dataSync()[0]! + predictor.score(b).dataSync()[0]!) / 2);
  };

  expect(mixed('linear')).toBeLessThan(1e-6);
  expect(mixed('relu')).toBeGreaterThan(1e-4);
});

it('gives a score a picture, leaks nothing, and has finite gradients in all its weights', () => {
  const predictor = new AestheticPredictor('relu');
  const embeddings = waves<tf.Rank.R2>([2, 768]);

  expectSoundBlock({ block: predictor, run: () => predictor.score(embeddings), shape: [2] });
});
