import * as tf from '@tensorflow/tfjs-core';
import { attention } from '../nn/attention.js';
import { GroupNorm } from '../nn/group-norm.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';

/** Lets all pixels of the coarsest map attend to each other, with one head. */
export class MidAttention extends Module {
  private readonly norm: GroupNorm;
  private readonly query: Linear;
  private readonly key: Linear;
  private readonly value: Linear;
  private readonly out: Linear;

  constructor(channels: number, groups: number) {
    super();
    const square = { inSize: channels, outSize: channels };
    this.norm = this.child('group_norm', new GroupNorm({ groups, channels, epsilon: 1e-6 }));
    this.query = this.child('to_q', new Linear(square));
    this.key = this.child('to_k', new Linear(square));
    this.value = this.child('to_v', new Linear(square));
    this.out = this.child('to_out.0', new Linear(square));
  }

  /** [batch, height, width, channels] -> the same shape */
  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const [batch, height, width, channels] = x.shape;
      const pixels: tf.Tensor3D = tf.reshape(this.norm.forward(x), [batch, height * width, channels]);
      const attended = attention({
        query: this.query.forward(pixels),
        key: this.key.forward(pixels),
        value: this.value.forward(pixels),
        heads: 1,
      });
      return tf.add(x, tf.reshape(this.out.forward(attended), x.shape));
    });
  }
}

/** Names that diffusers gave these layers before 2023, as the published SD1.5 file still has them. */
const OLD_NAMES = { to_q: 'query', to_k: 'key', to_v: 'value', 'to_out.0': 'proj_attn' } as const;

/** @returns the name that an older file has for a parameter of the autoencoder */
export const oldAttentionName = (name: string) =>
  name.replace(
    /(mid_block\.attentions\.0\.)(to_q|to_k|to_v|to_out\.0)\./,
    (_, path: string, part: keyof typeof OLD_NAMES) => `${path}${OLD_NAMES[part]}.`,
  );
