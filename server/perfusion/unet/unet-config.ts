/** Sizes of a denoising U-Net with text attention; the names in a file follow from them. */
export interface UnetConfig {
  /** Channels of the latent, in and out. */
  readonly latentChannels: number;
  /** Height and width of the latent, in its pixels. */
  readonly latentSize: number;
  /** Channels at each level, finest first; each level but the last halves height and width. */
  readonly levelChannels: readonly number[];
  /** Whether each level attends to the text. */
  readonly levelAttention: readonly boolean[];
  /** Residual blocks a level on the way down; one more on the way up. */
  readonly blocksPerLevel: number;
  /** Length of a text token's vector. */
  readonly contextSize: number;
  /** Attention heads; diffusers calls this number `attention_head_dim`. */
  readonly heads: number;
  /** Groups of group normalisation. */
  readonly groups: number;
}
