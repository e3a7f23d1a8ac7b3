import type * as tf from '@tensorflow/tfjs-core';
import type { PersonalNetwork } from '../../control/personal-network.js';
import type { Parameter } from '../../nn/parameter.js';
import type { Unet } from '../../unet/unet.js';
import type { DenoisingInput } from '../../unet/unet-encoder.js';
import { parametersMatching } from '../objective.js';

/** Noisy latents with what conditions the network. */
export interface NetworkInput {
  readonly input: DenoisingInput;
  /** int32 [batch, features]; for a personalised network only. */
  readonly features?: tf.Tensor2D | undefined;
}

/** Noise or velocity as both networks predict it, each [batch, height, width, latentChannels]. */
export interface Predictions {
  /** By the weights that train. */
  trained(): tf.Tensor4D;
  /** By the frozen network that training starts from. */
  reference(): tf.Tensor4D;
}

/** A denoising network in training. */
export interface Denoiser {
  /** What trains, by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Does the work that both predictions share; the caller runs inside a tidy. */
  predictions(input: NetworkInput): Predictions;
}

/**
 * PerFusion: the adapter trains, the U-Net stays frozen and is the reference. Its way down runs
 * once for both predictions, and outside of the gradient.
 */
export const personalDenoiser = (unet: Unet, network: PersonalNetwork): Denoiser => ({
  parameters: network.parameters(),
  predictions({ input, features }) {
    if (!features) throw new RangeError('a personalised network needs the features of each merchant');
    const encoded = unet.encode(input);
    return {
      trained: () => unet.decode(encoded, network.forward(input, features)),
      reference: () => unet.decode(encoded),
    };
  },
});

/**
 * The U-Net itself trains.
 *
 * @param options.reference frozen network of the preference objectives, usually a copy of the first weights
 * @param options.trains    names of the weights that train; all if left out
 */
export const wholeDenoiser = (
  unet: Unet,
  { reference, trains = /./ }: { reference?: Unet; trains?: RegExp } = {},
): Denoiser => ({
  parameters: parametersMatching(unet.parameters(), trains),
  predictions: ({ input }) => ({
    trained: () => unet.forward(input),
    reference() {
      if (reference) return reference.forward(input);
      throw new RangeError('a preference objective needs a frozen reference network');
    },
  }),
});
