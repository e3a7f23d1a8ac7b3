import * as tf from '@tensorflow/tfjs-core';
import { EncoderLayer } from '../../../server/perfusion/clip/encoder-layer.js';
import { zeroConvolution } from '../../../server/perfusion/nn/conv2d.js';
import { Module } from '../../../server/perfusion/nn/module.js';
import { ResnetBlock } from '../../../server/perfusion/unet/resnet-block.js';
import { SpatialTransformer } from '../../../server/perfusion/unet/transformer-block.js';
import { DownBlock } from '../../../server/perfusion/unet/unet-blocks.js';
import { CLIP_VIT_H_14, SD15_AUTOENCODER, SD15_UNET } from './published-sizes.js';

/** One block of a published model, at its real width, with arbitrary weights. */
export interface RealBlock {
  readonly module: Module;
  /** One output for each map that the block hands on. */
  readonly forward: () => tf.Tensor[];
}

export interface RealBlockKind {
  readonly name: string;
  /** Height and width of the maps where the published model has the block; CLIP has tokens instead. */
  readonly mapSize: number;
  /** @param size height and width of the maps to run on */
  readonly create: (size: number) => RealBlock;
}

const GROUPS = SD15_UNET.groups;
const TIME_SIZE = 4 * SD15_UNET.levelChannels[0]!;
const [NARROW, , WIDE] = SD15_UNET.levelChannels as [number, number, number, number];
const CONTEXT: [number, number, number] = [1, 77, SD15_UNET.contextSize];

export const REAL_BLOCKS: readonly RealBlockKind[] = [
  { name: 'CLIP ViT-H/14 vision layer, width 1280', mapSize: 16, create: clipLayer },
  { name: 'SD 1.5 residual block, 320 -> 320', mapSize: 64, create: (size) => resnet(size, NARROW, NARROW) },
  { name: 'SD 1.5 residual block, 640 -> 1280', mapSize: 16, create: (size) => resnet(size, 640, WIDE) },
  { name: 'SD 1.5 transformer block, 1280', mapSize: 16, create: transformer },
  { name: 'SD 1.5 autoencoder block, 512', mapSize: 64, create: autoencoderBlock },
  { name: 'PAN copy of the first level, 320, with zero convolutions', mapSize: 64, create: panCopy },
];

function clipLayer(size: number): RealBlock {
  const module = filled(new EncoderLayer(CLIP_VIT_H_14.vision));
  const tokens = numbers<tf.Rank.R3>([1, size * size + 1, CLIP_VIT_H_14.vision.width]);
  return { module, forward: () => [module.forward(tokens, {})] };
}

function resnet(size: number, inChannels: number, outChannels: number): RealBlock {
  const module = filled(
    new ResnetBlock({ inChannels, outChannels, groups: GROUPS, epsilon: 1e-5, timeSize: TIME_SIZE }),
  );
  const [x, temb] = [mapOf(size, inChannels), numbers<tf.Rank.R2>([1, TIME_SIZE])];
  return { module, forward: () => [module.forward(x, temb)] };
}

function transformer(size: number): RealBlock {
  const { contextSize, heads } = SD15_UNET;
  const module = filled(new SpatialTransformer({ channels: WIDE, contextSize, heads, groups: GROUPS }));
  const [x, context] = [mapOf(size, WIDE), numbers<tf.Rank.R3>(CONTEXT)];
  return { module, forward: () => [module.forward(x, context)] };
}

function autoencoderBlock(size: number): RealBlock {
  const channels = SD15_AUTOENCODER.levelChannels.at(-1)!;
  const module = filled(
    new ResnetBlock({ inChannels: channels, outChannels: channels, groups: GROUPS, epsilon: 1e-6 }),
  );
  const x = mapOf(size, channels);
  return { module, forward: () => [module.forward(x)] };
}

class PanCopy extends Module {
  private readonly block = this.child(
    'down_blocks.0',
    new DownBlock({
      unet: SD15_UNET,
      inChannels: [NARROW, NARROW],
      channels: NARROW,
      attends: true,
      resamples: true,
    }),
  );
  private readonly outputs = [0, 1, 2].map((i) =>
    this.child(`controlnet_down_blocks.${i}`, zeroConvolution(NARROW, NARROW)),
  );

  forward(x: tf.Tensor4D, conditions: { temb: tf.Tensor2D; context: tf.Tensor3D }): tf.Tensor4D[] {
    return tf.tidy(() => this.block.forward(x, conditions).map((map, i) => this.outputs[i]!.forward(map)));
  }
}

function panCopy(size: number): RealBlock {
  const module = filled(new PanCopy());
  const x = mapOf(size, NARROW);
  const conditions = { temb: numbers<tf.Rank.R2>([1, TIME_SIZE]), context: numbers<tf.Rank.R3>(CONTEXT) };
  return { module, forward: () => module.forward(x, conditions) };
}

const mapOf = (size: number, channels: number) => numbers<tf.Rank.R4>([1, size, size, channels]);

const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> =>
  tf.tensor(pattern(tf.util.sizeFromShape(shape), 1), shape, 'float32');

/** Weights that keep a layer's output about as large as its input; drawing as many would take seconds. */
function filled<M extends Module>(module: M): M {
  for (const parameter of module.parameters().values()) {
    const fanIn = parameter.size / parameter.shape.at(-1)!;
    const values = pattern(parameter.size, 1 / Math.sqrt(Math.max(1, fanIn)));
    parameter.assignValues(parameter.shape.length === 1 ? values.map((value) => 1 + value / 10) : values);
  }
  return module;
}

/** A thousand and nine numbers in [-2 size, 2 size] that repeat. */
function pattern(count: number, size: number): Float32Array {
  const values = new Float32Array(count);
  const period = Math.min(1_009, count);
  for (let i = 0; i < period; i++) values[i] = 2 * size * Math.sin(1 + i * i * 0.37);
  for (let done = period; done < count; done *= 2) values.copyWithin(done, 0, Math.min(done, count - done));
  return values;
}
