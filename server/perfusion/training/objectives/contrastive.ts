import * as tf from '@tensorflow/tfjs';
import type { ClipModel } from '../../clip/clip-model.js';
import { contrastiveLoss } from '../../clip/contrastive-loss.js';
import { graphObjective, type Objective } from '../objective.js';

/** Pictures with their captions. */
export interface CaptionedBatch {
  /** Normalised pixels, [pairs, size, size, 3]. */
  readonly images: tf.Tensor4D;
  /** int32 [pairs, tokens] */
  readonly ids: tf.Tensor2D;
}

/** CLIP keeps the factor between cosines and logits at 100 or below, against instability. */
const LARGEST_LOGIT_SCALE = Math.log(100);

/**
 * Trains all of CLIP on captioned pictures. Pictures with the same caption in one batch match
 * each other's, so that a small vocabulary may repeat itself; with captions all different this
 * is CLIP's own loss.
 *
 * @see Radford et al., ICML 2021, section 2.3
 * @see Yang et al., "Unified contrastive learning in image-text-label space", CVPR 2022, equation 2
 */
export function contrastiveObjective(clip: ClipModel): Objective<CaptionedBatch> {
  const parameters = clip.parameters();
  const loss = ({ images, ids }: CaptionedBatch) =>
    contrastiveLoss(clip.logits(clip.embedImages(images), clip.embedText(ids)), captionMatches(ids));
  return {
    ...graphObjective(parameters, loss),
    afterStep() {
      const scale = parameters.get('logit_scale')!;
      scale.assign(tf.minimum(scale.value, LARGEST_LOGIT_SCALE));
    },
  };
}

/** [pairs, pairs], 1 over the number of equal captions where captions are equal, else 0 */
function captionMatches(ids: tf.Tensor2D): tf.Tensor2D {
  const rows = ids.arraySync().map(String);
  const countOf = (row: string) => rows.filter((other) => other === row).length;
  return tf.tensor2d(
    rows.map((row) => {
      const share = 1 / countOf(row);
      return rows.map((other) => (other === row ? share : 0));
    }),
  );
}
