import * as tf from '@tensorflow/tfjs-core';
import { type ClipModel, unitLength } from '../../clip/clip-model.js';
import { groupCosines } from '../../reward/group-cosines.js';
import { type GroupFeedback, groupKlLoss } from '../../reward/group-loss.js';
import { graphObjective, type Objective, parametersMatching } from '../objective.js';

/** Groups of K pictures for one prompt each, with the feedback of anybody. */
export interface PickBatch extends GroupFeedback {
  /** int32 [groups, tokens] */
  readonly ids: tf.Tensor2D;
  /** Normalised pixels, group after group, [groups * K, size, size, 3]. */
  readonly images: tf.Tensor4D;
}

/**
 * Fine-tunes CLIP to score picked pictures above the others of their group, the same for
 * everybody. With two pictures a group it is PickScore's loss (its examples are weighted by
 * 1 / number of examples of the prompt), and HPSv2's up to a constant (it trains the last
 * layers only); with more, the softmax over the group.
 *
 * @param options.trains names of the weights that train; all if left out
 * @see Kirstain et al., "Pick-a-Pic", NeurIPS 2023, equation 2
 * @see Wu et al., "Human preference score v2", 2023, equation 2
 */
export const picksObjective = (
  clip: ClipModel,
  { trains = /./ }: { trains?: RegExp } = {},
): Objective<PickBatch> =>
  graphObjective(parametersMatching(clip.parameters(), trains), ({ ids, images, ...feedback }) => {
    const cosines = groupCosines(unitLength(clip.embedText(ids)), unitLength(clip.embedImages(images)));
    return groupKlLoss(tf.mul(cosines, clip.scale()), feedback);
  });
