import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { groupKlLoss } from '../../../../server/perfusion/reward/group-loss.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectNoLeak, relativeError } from '../../../support/perfusion/close.js';
import { goldenJson } from '../../../support/perfusion/golden.js';

useBackend();

interface GroupCase {
  readonly labels: number[];
  readonly scores_scaled: number[];
  readonly target: number[];
  readonly kl: number;
  readonly cross_entropy: number;
  readonly grad_scores: number[];
}
const { group_kl: cases } = goldenJson<{ group_kl: GroupCase[] }>('losses/golden.json');

it.each(cases)(
  'agrees with PyTorch for $labels',
  ({ labels, scores_scaled: scores, target, kl, cross_entropy: crossEntropy, grad_scores: expected }) => {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
      groupKlLoss(x as tf.Tensor2D, { labels: tf.tensor2d([labels]) }),
    )(tf.tensor2d([scores]));

    const entropy = target.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
    expect(value.dataSync()[0]).toBeCloseTo(kl, 5);
    expect(value.dataSync()[0]! + entropy).toBeCloseTo(crossEntropy, 5);
    expect(relativeError(grad, expected)).toBeLessThan(1e-5);
  },
);

it('averages over groups of different sizes, and skips those without a liked picture', () => {
  const scores = tf.tensor2d([
    [3, 1, 2],
    [5, 4, 99],
    [1, 2, 3],
  ]);
  const labels = tf.tensor2d([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  const mask = tf.tensor2d([
    [1, 1, 1],
    [1, 1, 0],
    [1, 1, 1],
  ]);

  const loss = groupKlLoss(scores, { labels, mask });

  const [first, second] = [Math.log(1 + Math.exp(-2) + Math.exp(-1)), Math.log(1 + Math.exp(1))];
  expect(loss.dataSync()[0]).toBeCloseTo((first + second) / 2, 5);
  expectNoLeak(() => groupKlLoss(scores, { labels, mask }));
});

it('does not change with the order in a group or with a constant added to its scores', () => {
  const loss = (scores: number[], labels: number[]) =>
    groupKlLoss(tf.tensor2d([scores]), { labels: tf.tensor2d([labels]) }).dataSync()[0];

  expect(loss([3, 1, 2], [0, 1, 1])).toBeCloseTo(loss([1, 2, 3], [1, 1, 0])!, 6);
  expect(loss([3, 1, 2], [0, 1, 1])).toBeCloseTo(loss([13, 11, 12], [0, 1, 1])!, 6);
});

it('is zero where no group counts', () => {
  expect(groupKlLoss(tf.tensor2d([[1, 2]]), { labels: tf.tensor2d([[0, 0]]) }).dataSync()[0]).toBe(0);
});
