import * as tf from '@tensorflow/tfjs-core';
import { type ClipModel, unitLength } from '../clip/clip-model.js';
import { Module } from '../nn/module.js';
import { groupCosines, repeatRows } from './group-cosines.js';
import { PlugIn, type PlugInConfig } from './plug-in.js';

/** Which towers are personalised, and by how many plug-ins; the paper's four forms. */
export const PLUG_IN_FORMS = ['duplicated', 'shared', 'visionOnly', 'textOnly'] as const;
export type PlugInForm = (typeof PLUG_IN_FORMS)[number];

export interface RewardConfig extends PlugInConfig {
  readonly form: PlugInForm;
}

/** A batch of groups: for each a prompt, a merchant and K pictures. */
export interface GroupBatch {
  /** int32 [groups, tokens] */
  readonly ids: tf.Tensor2D;
  /** int32 [groups, features] */
  readonly features: tf.Tensor2D;
  /** Normalised pixels, group after group, [groups * K, size, size, 3]. */
  readonly images: tf.Tensor4D;
}

/**
 * PerFusionRM: a frozen CLIP whose layers a merchant's features shift, so that its score says
 * how much this merchant likes a picture for a prompt. The module holds the plug-ins only; they
 * are all that trains. Before training its scores equal plain CLIP's.
 */
export class PersonalRewardModel extends Module {
  private readonly textPlugIn: PlugIn | null;
  private readonly visionPlugIn: PlugIn | null;

  constructor(
    readonly clip: ClipModel,
    config: RewardConfig,
  ) {
    super();
    const { text, vision } = clip.config;
    if (config.form === 'shared') {
      this.textPlugIn = this.visionPlugIn = this.child('plug_in', new PlugIn(config, { text, vision }));
      return;
    }
    this.textPlugIn =
      config.form === 'visionOnly' ? null : this.child('text_plug_in', new PlugIn(config, { text }));
    this.visionPlugIn =
      config.form === 'textOnly' ? null : this.child('vision_plug_in', new PlugIn(config, { vision }));
  }

  /** Which towers a merchant's features shift; what the other one says may be computed once. */
  get personalises(): Readonly<Record<'text' | 'vision', boolean>> {
    return { text: this.textPlugIn !== null, vision: this.visionPlugIn !== null };
  }

  /** Turns profiles into rows of the embedding tables; see `UserEncoder.featureIds`. */
  featureIds(profiles: readonly (readonly (number | null)[])[]): tf.Tensor2D {
    return (this.textPlugIn ?? this.visionPlugIn)!.user.featureIds(profiles);
  }

  /**
   * @param ids int32 [batch, tokens]
   * @param features int32 [batch, features]; without effect where the text tower is not personalised
   * @returns text embeddings of length 1, [batch, embedding]
   */
  embedText(ids: tf.Tensor2D, features: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => unitLength(this.clip.embedText(ids, this.textPlugIn?.shift(features, 'text'))));
  }

  /**
   * @param images normalised pixels, [batch, size, size, 3]
   * @param features int32 [batch, features]; without effect where the vision tower is not personalised
   * @returns image embeddings of length 1, [batch, embedding]
   */
  embedImages(images: tf.Tensor4D, features: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() =>
      unitLength(this.clip.embedImages(images, this.visionPlugIn?.shift(features, 'vision'))),
    );
  }

  /** @returns cosines of whole groups, [groups, K]; times 100 is the score that is shown */
  scoreGroups({ ids, features, images }: GroupBatch): tf.Tensor2D {
    return tf.tidy(() => {
      const size = images.shape[0] / features.shape[0];
      const perImage = repeatRows(features, size);
      return groupCosines(this.embedText(ids, features), this.embedImages(images, perImage));
    });
  }
}
