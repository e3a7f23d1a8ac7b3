/** Sizes of the autoencoder between pictures and latents. */
export interface AutoencoderConfig {
  /** Channels at each level, finest first; each level but the last halves height and width. */
  readonly levelChannels: readonly number[];
  /** Residual blocks a level on the way down; one more on the way up. */
  readonly blocksPerLevel: number;
  readonly latentChannels: number;
  /** Groups of group normalisation. */
  readonly groups: number;
  /** Latents are multiplied by this, so that their variance is about 1. */
  readonly scale: number;
}
