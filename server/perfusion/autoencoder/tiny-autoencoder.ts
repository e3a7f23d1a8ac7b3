import * as tf from '@tensorflow/tfjs-core';
import { Conv2d } from '../nn/conv2d.js';
import { Module } from '../nn/module.js';
import { doubled } from '../unet/resampling.js';

const CHANNELS = 64;
const LATENT_CHANNELS = 4;

/** One entry of the list of layers; some have no weights. */
type Layer =
  | 'block'
  | 'halve'
  | 'double'
  | 'relu'
  | readonly [inChannels: number, outChannels: number]
  | 'smooth';

const BLOCKS = ['block', 'block', 'block'] as const;

const ENCODER_LAYERS: readonly Layer[] = [
  [3, CHANNELS],
  'block',
  'halve',
  ...BLOCKS,
  'halve',
  ...BLOCKS,
  'halve',
  ...BLOCKS,
  [CHANNELS, LATENT_CHANNELS],
];

const DECODER_LAYERS: readonly Layer[] = [
  [LATENT_CHANNELS, CHANNELS],
  'relu',
  ...BLOCKS,
  'double',
  'smooth',
  ...BLOCKS,
  'double',
  'smooth',
  ...BLOCKS,
  'double',
  'smooth',
  'block',
  [CHANNELS, 3],
];

/**
 * TAESD, a small autoencoder for the latents of Stable Diffusion 1.x: 2,445,063 weights against
 * 83,653,863. It works on scaled latents, so there is no scale factor. Names are those of
 * diffusers' `AutoencoderTiny`; pictures are in [0, 1].
 *
 * @see https://github.com/madebyollin/taesd
 */
export class TinyAutoencoder extends Module {
  private readonly encoder: LayerList;
  private readonly decoder: LayerList;

  constructor() {
    super();
    this.encoder = this.child('encoder.layers', new LayerList(ENCODER_LAYERS));
    this.decoder = this.child('decoder.layers', new LayerList(DECODER_LAYERS));
  }

  /**
   * @param images in [0, 1], [batch, height, width, 3], height and width multiples of 8
   * @returns scaled latents, [batch, height / 8, width / 8, 4]
   */
  encode(images: tf.Tensor4D): tf.Tensor4D {
    return this.encoder.forward(images);
  }

  /**
   * @param latents scaled, [batch, height, width, 4]
   * @returns pictures, about [0, 1] but not clipped, [batch, 8 height, 8 width, 3]
   */
  decode(latents: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => this.decoder.forward(tf.mul(tf.tanh(tf.div(latents, 3)), 3)));
  }
}

/**
 * Name of a parameter in the author's own files, where encoder and decoder are files of their
 * own and the decoder counts one more layer, that which bounds the latents.
 */
export const originalTinyName = (name: string) =>
  name
    .replace(/^encoder\.layers\./, '')
    .replace(/^decoder\.layers\.(\d+)/, (_, index: string) => String(Number(index) + 1));

class LayerList extends Module {
  private readonly layers: readonly ((x: tf.Tensor4D) => tf.Tensor4D)[];

  constructor(kinds: readonly Layer[]) {
    super();
    this.layers = kinds.map((kind, i) => this.layer(kind, `${i}`));
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => this.layers.reduce((map, layer) => layer(map), x));
  }

  private layer(kind: Layer, name: string): (x: tf.Tensor4D) => tf.Tensor4D {
    if (kind === 'relu') return (x) => tf.relu(x);
    if (kind === 'double') return doubled;
    const module = this.child(name, kind === 'block' ? new TinyBlock() : new Conv2d(convolutionOf(kind)));
    return (x) => module.forward(x);
  }
}

function convolutionOf(kind: Exclude<Layer, 'block' | 'relu' | 'double'>) {
  if (kind === 'halve')
    return { inChannels: CHANNELS, outChannels: CHANNELS, size: 3, stride: 2, bias: false };
  if (kind === 'smooth') return { inChannels: CHANNELS, outChannels: CHANNELS, size: 3, bias: false };
  return { inChannels: kind[0], outChannels: kind[1], size: 3 };
}

/** `relu(conv(relu(conv(relu(conv(x))))) + x)`. */
class TinyBlock extends Module {
  private readonly convolutions: readonly Conv2d[];

  constructor() {
    super();
    const config = { inChannels: CHANNELS, outChannels: CHANNELS, size: 3 };
    this.convolutions = [0, 2, 4].map((i) => this.child(`conv.${i}`, new Conv2d(config)));
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const [first, second, third] = this.convolutions as [Conv2d, Conv2d, Conv2d];
      const h = third.forward(tf.relu(second.forward(tf.relu(first.forward(x)))));
      return tf.relu(tf.add(h, x));
    });
  }
}
