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
  /** If present, pictures learn single phrases too. */
  readonly phrases?: PhraseTargets;
}

/** Which phrases are true of the pictures of a batch; phrases that exclude each other stand side by side in a slot. */
export interface PhraseTargets {
  /** Of all phrases, slot after slot, int32 [phrases, tokens]. */
  readonly ids: tf.Tensor2D;
  /** Number of phrases of every slot. */
  readonly slots: readonly number[];
  /** [pairs, phrases], over each slot 1 in all, or 0 where nothing of the slot is known of the picture. */
  readonly shares: tf.Tensor2D;
  /** How much the phrases count beside the captions. */
  readonly weight: number;
}

/** CLIP keeps the factor between cosines and logits at 100 or below, against instability. */
const LARGEST_LOGIT_SCALE = Math.log(100);

/**
 * Trains all of CLIP on captioned pictures. Pictures with the same caption in one batch match
 * each other's, so that a small vocabulary may repeat itself; with captions all different this
 * is CLIP's own loss. With phrases, each picture must also find its own among those of every slot.
 *
 * @see Radford et al., ICML 2021, section 2.3
 * @see Yang et al., "Unified contrastive learning in image-text-label space", CVPR 2022, equation 2
 */
export function contrastiveObjective(clip: ClipModel): Objective<CaptionedBatch> {
  const parameters = clip.parameters();
  const loss = ({ images, ids, phrases }: CaptionedBatch) => {
    const seen = clip.embedImages(images);
    const ofCaptions = contrastiveLoss(clip.logits(seen, clip.embedText(ids)), captionMatches(ids));
    if (!phrases) return ofCaptions;
    const ofPhrases = phraseLoss(clip.logits(seen, clip.embedText(phrases.ids)), phrases);
    return tf.add(ofCaptions, tf.mul(ofPhrases, phrases.weight)) as tf.Scalar;
  };
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

/**
 * Cross-entropy of the phrases of each slot, summed over slots: what CLIP's classification by
 * prompts errs by.
 *
 * @param logits [pairs, phrases]
 * @returns mean over the pairs, scalar, in nats
 */
export function phraseLoss(
  logits: tf.Tensor2D,
  { slots, shares }: Pick<PhraseTargets, 'slots' | 'shares'>,
): tf.Scalar {
  return tf.tidy(() => {
    const truth = tf.split(shares, [...slots], 1);
    const errors = tf
      .split(logits, [...slots], 1)
      .map((slot, i) => tf.sum(tf.mul(tf.logSoftmax(slot), truth[i]!)));
    return tf.mul(tf.addN(errors), -1 / logits.shape[0]) as tf.Scalar;
  });
}
