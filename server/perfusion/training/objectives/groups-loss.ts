import * as tf from '@tensorflow/tfjs-core';
import {
  exactPreferenceLoss,
  groupPreferenceLoss,
  implicitRewards,
  type Positives,
  weighErrors,
} from '../group-preference-loss.js';

export interface GroupLossConfig {
  /** Tie to the reference, for mean squared errors; Diffusion-DPO takes 2000 to 5000 at full size. */
  readonly beta: number;
  /**
   * Liked pictures each for themselves, as the paper (equation 18), or the exact joint probability. `independent` if
   * left out.
   */
  readonly objective?: 'independent' | 'pl-exact';
}

/** Mean squared errors of both networks, [pictures]. */
type Errors = Readonly<Record<'modelErrors' | 'referenceErrors', tf.Tensor1D>>;

/** The loss of a batch as a function of the errors. */
export interface GroupsLoss {
  /** Mean over groups. */
  of(errors: Errors): tf.Scalar;
  /** The same, with its gradient in each picture's model error. */
  weigh(errors: Errors): { readonly loss: number; readonly weights: Float32Array };
}

/** The mean over groups of the group preference loss. */
export function groupsLoss(config: GroupLossConfig, positives: readonly Positives[]): GroupsLoss {
  const { beta } = config;
  const objective = config.objective === 'pl-exact' ? exactPreferenceLoss : groupPreferenceLoss;
  return {
    of: (errors) =>
      tf.tidy(() => {
        const losses = perGroup(errors, positives).map(({ modelErrors, referenceErrors }, g) =>
          objective(implicitRewards(modelErrors, referenceErrors, beta), positives[g]!),
        );
        return tf.mean(tf.stack(losses));
      }),
    weigh(errors) {
      const parts = perGroup(errors, positives).map((own, g) =>
        weighErrors(own, { beta, positives: positives[g]!, objective }),
      );
      const count = parts.length;
      return {
        loss: parts.reduce((sum, { loss }) => sum + loss, 0) / count,
        weights: Float32Array.from(
          parts.flatMap(({ weights }) => [...weights]),
          (weight) => weight / count,
        ),
      };
    },
  };
}

function perGroup({ modelErrors, referenceErrors }: Errors, positives: readonly Positives[]): Errors[] {
  return positives.map((group, g) => {
    const begin = positives.slice(0, g).flat().length;
    const cut = (errors: tf.Tensor1D) => tf.slice1d(errors, begin, group.length);
    return { modelErrors: cut(modelErrors), referenceErrors: cut(referenceErrors) };
  });
}
