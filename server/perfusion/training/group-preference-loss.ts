import * as tf from '@tensorflow/tfjs-core';

/** Which pictures of one group were liked. */
export type Positives = readonly boolean[];

/**
 * Implicit rewards of a group, `s_k = -beta/2 (mse_k(theta) - mse_k(reference))`: how much more
 * likely the trained model makes picture k than the reference does (equations 11 and 13).
 *
 * @param modelErrors     mean squared noise errors of the trained model, [K]
 * @param referenceErrors the same of the frozen reference, [K]
 * @param beta            strength of the tie to the reference, e.g. 5000
 * @returns [K]
 */
export const implicitRewards = (
  modelErrors: tf.Tensor1D,
  referenceErrors: tf.Tensor1D,
  beta: number,
): tf.Tensor1D => tf.tidy(() => tf.mul(tf.sub(modelErrors, referenceErrors), -0.5 * beta));

/** Loss of a group from its rewards. */
export type GroupObjective = (rewards: tf.Tensor1D, positives: Positives) => tf.Scalar;

/**
 * Group preference loss: each liked picture is preferred to all that were not,
 * `sum_{i in I+} log(1 + sum_{j in I-} exp(s_j - s_i))` (equation 18 in a form that cannot overflow).
 * For a pair it is Diffusion-DPO's, `-log sigmoid(s_winner - s_loser)` (equation 19).
 *
 * @param rewards implicit rewards, [K]
 * @returns scalar, sum over the liked pictures, in nats
 * @throws {RangeError} if all or none were liked: such a group says nothing and must be skipped
 * @see Wallace et al., "Diffusion model alignment using direct preference optimization", CVPR 2024, equation 14
 */
export const groupPreferenceLoss: GroupObjective = (rewards, positives) =>
  tf.tidy(() => {
    const { liked, others } = split(rewards, positives);
    return tf.sum(tf.softplus(tf.sub(tf.logSumExp(others), liked)));
  });

/**
 * The exact Plackett-Luce probability that all liked pictures come before all others, without
 * the paper's assumption of independence; the negative logarithm of equation 14. Never larger
 * than `groupPreferenceLoss`, and equal to it for one liked picture.
 *
 * Sums over subsets of the liked pictures, so its cost doubles with each of them.
 *
 * @param rewards implicit rewards, [K]
 * @returns scalar, in nats
 * @throws {RangeError} if all or none were liked
 */
export const exactPreferenceLoss: GroupObjective = (rewards, positives) =>
  tf.tidy(() => {
    const { liked, others } = split(rewards, positives);
    const each = Array.from({ length: liked.size }, (_, i) => scalarAt(liked, i)); // one output has no gradient in unstack
    const rest = tf.logSumExp(others) as tf.Scalar;
    const logProbabilities: tf.Scalar[] = [tf.scalar(0)]; // by set of liked pictures still to come
    for (let set = 1; set < 2 ** each.length; set++) {
      const members = each.map((_, i) => i).filter((i) => (set >> i) & 1);
      const total = logSum([...members.map((i) => each[i]!), rest]);
      const paths = members.map((i) =>
        tf.add<tf.Scalar>(tf.sub(each[i]!, total), logProbabilities[set ^ (1 << i)]!),
      );
      logProbabilities.push(logSum(paths));
    }
    return tf.neg(logProbabilities.at(-1)!);
  });

const scalarAt = (values: tf.Tensor1D, i: number): tf.Scalar => tf.reshape(tf.slice1d(values, i, 1), []);

const logSum = (values: readonly tf.Scalar[]) => tf.logSumExp(tf.stack([...values])) as tf.Scalar;

/** Loss of a group, and its gradient in the model's errors. */
export interface WeightedErrors {
  readonly loss: number;
  /** `dloss / dmse_k` of each picture; the gradient of the whole is `sum_k weight_k dmse_k`. */
  readonly weights: Float32Array;
}

/**
 * First pass of the two-pass gradient: with the errors of all pictures known, the gradient in
 * the model's weights is a weighted sum of gradients of single pictures, which can be taken one
 * after the other and so need the memory of one. Exact, not an approximation.
 *
 * @throws {RangeError} if all or none were liked
 */
export function weighErrors(
  { modelErrors, referenceErrors }: Readonly<Record<'modelErrors' | 'referenceErrors', tf.Tensor1D>>,
  {
    beta,
    positives,
    objective = groupPreferenceLoss,
  }: { beta: number; positives: Positives; objective?: GroupObjective },
): WeightedErrors {
  return tf.tidy(() => {
    const loss = (errors: tf.Tensor) =>
      objective(implicitRewards(errors as tf.Tensor1D, referenceErrors, beta), positives);
    const { value, grad } = tf.valueAndGrad(loss)(modelErrors);
    return { loss: value.dataSync()[0]!, weights: grad.dataSync<'float32'>() };
  });
}

function split(
  rewards: tf.Tensor1D,
  positives: Positives,
): Readonly<Record<'liked' | 'others', tf.Tensor1D>> {
  const indices = (wanted: boolean) => positives.flatMap((liked, i) => (liked === wanted ? [i] : []));
  const [liked, others] = [indices(true), indices(false)];
  if (positives.length !== rewards.size)
    throw new RangeError(`${rewards.size} rewards for ${positives.length} pictures`);
  if (liked.length === 0 || others.length === 0) {
    throw new RangeError('a group needs at least one picture that was liked and one that was not');
  }
  return {
    liked: tf.gather(rewards, tf.tensor1d(liked, 'int32')),
    others: tf.gather(rewards, tf.tensor1d(others, 'int32')),
  };
}
