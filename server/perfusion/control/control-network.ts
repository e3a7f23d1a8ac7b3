import * as tf from '@tensorflow/tfjs-core';
import { type Conv2d, zeroConvolution } from '../nn/conv2d.js';
import type { Residuals, Unet } from '../unet/unet.js';
import type { UnetConfig } from '../unet/unet-config.js';
import { type DenoisingInput, skipChannels, UnetEncoder } from '../unet/unet-encoder.js';

/**
 * Trainable copy of a U-Net's way down whose maps reach the frozen U-Net through zero
 * convolutions. Names are those of diffusers' `ControlNetModel` without its network for
 * control images, which personalisation does not use.
 *
 * @see Zhang, Rao & Agrawala, ICCV 2023, section 3.2
 */
export class ControlNetwork extends UnetEncoder {
  private readonly skipOutputs: readonly Conv2d[];
  private readonly middleOutput: Conv2d;

  constructor(config: UnetConfig) {
    super(config);
    const coarsest = config.levelChannels.at(-1)!;
    this.skipOutputs = skipChannels(config).map((channels, i) =>
      this.child(`controlnet_down_blocks.${i}`, zeroConvolution(channels, channels)),
    );
    this.middleOutput = this.child('controlnet_mid_block', zeroConvolution(coarsest, coarsest));
  }

  /** @returns what to add to the U-Net's skips and middle; all zero before training */
  forward(input: DenoisingInput): Residuals {
    return tidyResiduals(() => {
      const { skips, middle } = this.encode(input);
      return {
        skips: skips.map((skip, i) => this.skipOutputs[i]!.forward(skip)),
        middle: this.middleOutput.forward(middle),
      };
    });
  }

  /** Starts as a copy of a U-Net with zero convolutions behind it. */
  copyFrom(unet: Unet): void {
    const sources = unet.parameters();
    for (const [name, parameter] of this.parameters()) {
      const source = sources.get(name);
      if (source) parameter.assign(source.value.clone());
      else parameter.assign(tf.zeros([...parameter.shape]));
    }
  }
}

/** Keeps the residuals and frees what they were made of. */
export function tidyResiduals(make: () => Residuals): Residuals {
  let residuals: Residuals | undefined;
  tf.tidy(() => {
    residuals = make();
    return [...residuals.skips, residuals.middle];
  });
  return residuals!;
}

/** Tensors of a ControlNet file that belong to its network for control images. */
export const IGNORED_CONTROL_TENSORS = /^controlnet_cond_embedding\./;
