import type { ActivationName } from '../nn/activation.js';

/** Sizes of one Transformer tower. */
export interface TowerConfig {
  /** Length of a token's vector. */
  readonly width: number;
  /** Length of the feed-forward network's hidden vector. */
  readonly hiddenWidth: number;
  readonly layers: number;
  readonly heads: number;
  readonly activation: ActivationName;
  /** Added to variances in layer normalisation. */
  readonly epsilon: number;
}

export interface TextConfig extends TowerConfig {
  readonly vocabulary: number;
  /** Number of tokens of a prompt, with start, end and padding. */
  readonly context: number;
}

export interface VisionConfig extends TowerConfig {
  /** Height and width of the picture, in pixels. */
  readonly imageSize: number;
  /** Height and width of a patch, in pixels; divides the image size. */
  readonly patchSize: number;
}

export interface ClipConfig {
  readonly text: TextConfig;
  readonly vision: VisionConfig;
  /** Length of the embeddings that both towers end in. */
  readonly embedding: number;
}
