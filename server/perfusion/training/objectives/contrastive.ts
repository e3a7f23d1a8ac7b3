import * as tf from '@tensorflow/tfjs-core';
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
  /** How errors are measured; see `phraseLoss`. */
  readonly error: 'entropy' | 'squared';
  /** How much the phrases count beside the captions. */
  readonly weight: number;
}

/** CLIP keeps the factor between cosines and logits at 100 or below, against instability. */
const MAX_LOGIT_SCALE = Math.log(100);

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
      scale.assign(tf.minimum(scale.value, MAX_LOGIT_SCALE));
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

/** What a true phrase should stand above the others of its slot, in logits: with eight slots a cosine of 0.35 or so. */
const PHRASE_LOGIT = 8;

/**
 * How far phrases are from being found, summed over slots. `entropy`: cross-entropy over each
 * slot, what CLIP's classification by prompts errs by. `squared`: squared error of the logits,
 * each slot's mean taken out, so that the truth becomes a linear function of the embedding.
 *
 * @param logits [pairs, phrases]
 * @returns mean over the pairs, scalar; in nats for `entropy`
 * @see Hui and Belkin, "Evaluation of neural architectures trained with square loss vs cross-entropy", ICLR 2021
 */
export function phraseLoss(
  logits: tf.Tensor2D,
  { slots, shares, error }: Pick<PhraseTargets, 'slots' | 'shares' | 'error'>,
): tf.Scalar {
  return tf.tidy(() => {
    const truth = tf.split(shares, [...slots], 1);
    const errors = tf
      .split(logits, [...slots], 1)
      .map((slot, i) => SLOT_ERRORS[error](slot as tf.Tensor2D, truth[i] as tf.Tensor2D));
    return tf.div(tf.addN(errors), logits.shape[0]);
  });
}

type SlotError = (logits: tf.Tensor2D, shares: tf.Tensor2D) => tf.Tensor;

const SLOT_ERRORS: Readonly<Record<PhraseTargets['error'], SlotError>> = {
  entropy: (logits, shares) => tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), shares))),
  squared: (logits, shares) => {
    const known = tf.sum(shares, 1, true); // [pairs, 1]
    const found = tf.div(centred(logits), PHRASE_LOGIT);
    return tf.sum(tf.mul(tf.squaredDifference(found, centred(shares)), known));
  },
};

const centred = (rows: tf.Tensor2D): tf.Tensor2D => tf.sub(rows, tf.mean(rows, 1, true));
