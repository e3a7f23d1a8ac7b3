import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import {
  exactPreferenceLoss,
  groupPreferenceLoss,
  implicitRewards,
  weighErrors,
} from '../../../../server/perfusion/training/group-preference-loss.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectNoLeak, relativeError } from '../../../support/perfusion/close.js';
import { goldenJson } from '../../../support/perfusion/golden.js';

interface PreferenceCase {
  readonly positive: number[];
  readonly beta_dpo: number;
  readonly model_mse: number[];
  readonly ref_mse: number[];
  readonly implicit_reward: number[];
  readonly loss_sum_over_positives: number;
  readonly grad_model_mse_of_sum: number[] | null;
  readonly diffusion_dpo_loss_same_inputs?: number;
}
interface PlackettLuceCase {
  readonly n_pos: number;
  readonly n_neg: number;
  readonly r: number[];
  readonly exact_PL: number;
  readonly independent: number;
}
const { group_dpo: cases } = goldenJson<{ group_dpo: PreferenceCase[] }>('losses/golden.json');
const plackettLuce = goldenJson<PlackettLuceCase[]>('losses/pl_exact_vs_independent.json');
const numberOf = (loss: tf.Scalar) => loss.dataSync()[0]!;

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  useBackend(backend);

  it.each(cases)('equals the closed form for $positive with beta $beta_dpo', (one) => {
    const errors = { modelErrors: tf.tensor1d(one.model_mse), referenceErrors: tf.tensor1d(one.ref_mse) };
    const positives = one.positive.map(Boolean);

    const rewards = implicitRewards(errors.modelErrors, errors.referenceErrors, one.beta_dpo);
    const { loss, weights } = weighErrors(errors, { beta: one.beta_dpo, positives });

    expect(relativeError(rewards, one.implicit_reward)).toBeLessThan(1e-5);
    expect(relativeError([loss], [one.loss_sum_over_positives])).toBeLessThan(1e-5);
    if (one.grad_model_mse_of_sum)
      expect(relativeError(weights, one.grad_model_mse_of_sum)).toBeLessThan(1e-4);
  });

  it("is Diffusion-DPO's loss for one winner and one loser", () => {
    const pairs = cases.filter(({ positive }) => positive.length === 2);
    expect(pairs.length).toBeGreaterThan(0);
    for (const { positive, implicit_reward: rewards, diffusion_dpo_loss_same_inputs: expected } of pairs) {
      const loss = numberOf(groupPreferenceLoss(tf.tensor1d(rewards), positive.map(Boolean)));
      expect(relativeError([loss], [expected!])).toBeLessThan(1e-5);
    }
  });

  it.each(plackettLuce)(
    'the exact form sums over orders ($n_pos liked, $n_neg others)',
    ({ n_pos, n_neg, r, exact_PL, independent }) => {
      const positives = Array.from({ length: n_pos + n_neg }, (_, i) => i < n_pos);
      const rewards = tf.tensor1d(r);

      const exact = Math.exp(-numberOf(exactPreferenceLoss(rewards, positives)));
      const product = Math.exp(-numberOf(groupPreferenceLoss(rewards, positives)));

      expect(exact / exact_PL).toBeCloseTo(1, 5);
      expect(product / independent).toBeCloseTo(1, 5);
      expect(product).toBeLessThanOrEqual(exact * (1 + 1e-5));
    },
  );
});

describe('the group preference loss', () => {
  useBackend();
  const zeros = (count: number) => tf.zeros<tf.Rank.R1>([count]);

  it.each([
    [1, 1],
    [1, 4],
    [2, 3],
  ])('starts at |I+| log(1 + |I-|) with %i liked and %i others', (liked, others) => {
    const positives = Array.from({ length: liked + others }, (_, i) => i < liked);

    expect(numberOf(groupPreferenceLoss(zeros(liked + others), positives))).toBeCloseTo(
      liked * Math.log(1 + others),
      5,
    );
  });

  it('does not change with the order of pictures or a constant added to all rewards', () => {
    const loss = (rewards: number[], positives: boolean[]) =>
      numberOf(groupPreferenceLoss(tf.tensor1d(rewards), positives));

    expect(loss([1, -2, 0.5], [true, false, false])).toBeCloseTo(loss([0.5, 1, -2], [false, true, false]), 5);
    expect(loss([1, -2, 0.5], [true, false, false])).toBeCloseTo(
      loss([11, 8, 10.5], [true, false, false]),
      5,
    );
  });

  it('stays finite for enormous rewards', () => {
    expect(numberOf(groupPreferenceLoss(tf.tensor1d([-1e4, 1e4, 0]), [true, false, false]))).toBeCloseTo(
      2e4,
      0,
    );
    expect(numberOf(groupPreferenceLoss(tf.tensor1d([1e4, -1e4, 0]), [true, false, false]))).toBe(0);
  });

  it('leaks nothing and refuses groups that say nothing', () => {
    const rewards = zeros(4);
    for (const objective of [groupPreferenceLoss, exactPreferenceLoss]) {
      expectNoLeak(() => objective(rewards, [true, true, false, false]));
      expect(() => objective(zeros(2), [true, true])).toThrow(
        'at least one picture that was liked and one that was not',
      );
    }
    expect(() => groupPreferenceLoss(zeros(2), [true])).toThrow('2 rewards for 1 pictures');
  });
});
