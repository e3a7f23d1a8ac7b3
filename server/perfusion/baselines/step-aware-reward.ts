import * as tf from '@tensorflow/tfjs-core';
import { type ClipModel, unitLength } from '../clip/clip-model.js';
import { silu } from '../nn/activation.js';
import { zeros } from '../nn/initial.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';
import type { Parameter } from '../nn/parameter.js';
import { groupCosines } from '../reward/group-cosines.js';
import { TimeEmbedding } from '../unet/time-embedding.js';

/**
 * SPO's preference model: a CLIP conditioned on the timestep at which a picture was predicted, by
 * adaptive layer normalisation in its vision tower, so that it can compare pictures that are
 * still blurred. Before training it scores as plain CLIP (the published code starts elsewhere).
 *
 * @see Liang et al., "Aesthetic post-training diffusion models from generic preferences with
 *      step-by-step preference optimization", CVPR 2025, section 3.3
 */
export class StepAwareReward extends Module {
  private readonly time: TimeEmbedding;
  private readonly modulation: Linear;

  /** @param waveSize length of the timestep's sines and cosines, even */
  constructor(
    readonly clip: ClipModel,
    waveSize: number,
  ) {
    super();
    const { layers, width } = clip.config.vision;
    this.time = this.child('time_embedding', new TimeEmbedding(waveSize));
    const sizes = { inSize: 4 * waveSize, outSize: layers * 6 * width };
    this.modulation = this.child('adaLN_modulation', new Linear({ ...sizes, initial: zeros }));
  }

  /** CLIP's weights train along, under `clip.*`. */
  override parameters(): Map<string, Parameter> {
    const ofClip = [...this.clip.parameters()].map(([name, one]) => [`clip.${name}`, one] as const);
    return new Map([...super.parameters(), ...ofClip]);
  }

  /** Gives the timestep's part its first values; CLIP keeps what it has. */
  override initialise(seed: number): void {
    for (const [name, parameter] of super.parameters()) parameter.initialise({ seed, purpose: name });
  }

  /**
   * @param ids       int32 [groups, tokens]
   * @param images    normalised pixels, group after group, [groups * K, size, size, 3]
   * @param timesteps at which each picture was predicted, groups * K of them
   * @returns cosines, [groups, K]
   */
  scoreGroups(ids: tf.Tensor2D, images: tf.Tensor4D, timesteps: readonly number[]): tf.Tensor2D {
    return tf.tidy(() => {
      const { layers } = this.clip.config.vision;
      const flat = this.modulation.forward(silu(this.time.forward(timesteps))); // [pictures, layers * 6 * width]
      const modulation: tf.Tensor3D = tf.reshape(flat, [timesteps.length, layers, -1]);
      const pictures = unitLength(this.clip.embedImages(images, { modulation }));
      return groupCosines(unitLength(this.clip.embedText(ids)), pictures);
    });
  }
}
