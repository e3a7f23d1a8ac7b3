import * as tf from '@tensorflow/tfjs';
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
 * Not `resizeNearestNeighbor`, whose gradient is wrong on the cpu backend of TensorFlow.js 4.22.
 */
export function doubled(x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const [batch, height, width, channels] = x.shape;
    const wide = tf.reshape(tf.stack([x, x], 3), [batch, height, 2 * width, channels]);
    return tf.reshape(tf.stack([wide, wide], 2), [batch, 2 * height, 2 * width, channels]);
  });
}
