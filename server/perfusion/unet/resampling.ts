import * as tf from '@tensorflow/tfjs-core';
import { Conv2d } from '../nn/conv2d.js';
import { Module } from '../nn/module.js';

/** Halves height and width by a 3x3 convolution of stride 2, padded by one pixel on all sides. */
export class Downsampler extends Module {
  private readonly conv: Conv2d;

  constructor(channels: number) {
    super();
    this.conv = this.child(
      'conv',
      new Conv2d({ inChannels: channels, outChannels: channels, size: 3, stride: 2 }),
    );
  }

  /** [batch, height, width, channels] -> [batch, height / 2, width / 2, channels], rounded up */
  forward(x: tf.Tensor4D): tf.Tensor4D {
    return this.conv.forward(x);
  }
}

/** Doubles height and width by repeating pixels, then smooths with a 3x3 convolution. */
export class Upsampler extends Module {
  private readonly conv: Conv2d;

  constructor(channels: number) {
    super();
    this.conv = this.child('conv', new Conv2d({ inChannels: channels, outChannels: channels, size: 3 }));
  }

  /** [batch, height, width, channels] -> [batch, 2 height, 2 width, channels] */
  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => this.conv.forward(doubled(x)));
  }
}

/**
 * Each pixel four times: [batch, height, width, channels] -> [batch, 2 height, 2 width, channels].
 * Its gradient is written out, as sums of neighbours: that of `resizeNearestNeighbor` is wrong on
 * the cpu backend of TensorFlow.js 4.22, and that of `stack` slow in five dimensions on wasm.
 */
export function doubled(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  return tf.customGrad((...inputs) => ({
    value: tf.tidy(() => {
      const wide = repeated(inputs[0] as tf.Tensor, [batch * height * width, 1, channels]);
      return tf.reshape(repeated(wide, [batch * height, 1, 2 * width * channels]), [
        batch,
        2 * height,
        2 * width,
        channels,
      ]);
    }),
    gradFunc: (dy: tf.Tensor) =>
      tf.tidy(() => {
        const rows = tf.sum(tf.reshape(dy, [batch * height, 2, 2 * width * channels]), 1);
        return tf.reshape(tf.sum(tf.reshape(rows, [-1, 2, channels]), 1), x.shape);
      }),
  }))(x) as tf.Tensor4D;
}

/** Every row of [rows, 1, size] twice, [rows, 2, size]. */
const repeated = (x: tf.Tensor, shape: [number, number, number]): tf.Tensor => {
  const rows = tf.reshape(x, shape);
  return tf.concat([rows, rows], 1);
};
