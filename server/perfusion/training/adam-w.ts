import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '../nn/parameter.js';
import type { NamedTensors } from './loss-gradients.js';

export interface AdamWConfig {
  /** Decay of the running mean of gradients. */
  readonly beta1: number;
  /** Decay of the running mean of squared gradients. */
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of a weight, times the learning rate, that is taken away each step. */
  readonly weightDecay: number;
}

/** PyTorch's values, which are also those of Diffusion-DPO and of the paper. */
export const ADAM_W: AdamWConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-2 };

/** Running means of one parameter's gradients. */
interface Moments {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/**
 * Adam with decoupled weight decay, in PyTorch's order of operations.
 *
 * @see Loshchilov & Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2
 */
export class AdamW {
  private readonly moments = new Map<string, Moments>();
  private count = 0;

  /** @param parameters what to train, by name */
  constructor(
    private readonly parameters: ReadonlyMap<string, Parameter>,
    private readonly config: AdamWConfig = ADAM_W,
  ) {
    for (const [name, { shape }] of parameters) {
      this.moments.set(name, { first: zeroVariable(shape), second: zeroVariable(shape) });
    }
  }

  /** Number of steps taken. */
  get stepCount(): number {
    return this.count;
  }

  /**
   * Moves every parameter that has a gradient, and disposes the gradients.
   *
   * @param learningRate of this step, at least 0; a function gives each parameter its own
   */
  step(gradients: NamedTensors, learningRate: number | ((name: string) => number)): void {
    this.count += 1;
    for (const [name, gradient] of gradients) {
      const rate = typeof learningRate === 'number' ? learningRate : learningRate(name);
      this.move(name, gradient, rate);
      gradient.dispose();
    }
  }

  private move(name: string, gradient: tf.Tensor, learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.config;
    const { first, second } = this.moments.get(name)!;
    const parameter = this.parameters.get(name)!;
    const moved = tf.tidy(() => {
      first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
      second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
      const deviation = tf.mul(tf.sqrt(second), 1 / Math.sqrt(1 - beta2 ** this.count));
      const direction = tf.div(first, tf.add(deviation, epsilon));
      const decayed = tf.mul(parameter.value, 1 - learningRate * weightDecay);
      return tf.sub(decayed, tf.mul(direction, learningRate / (1 - beta1 ** this.count)));
    });
    parameter.assign(moved);
  }

  /** @returns the running means by name, `first.<parameter>` and `second.<parameter>`; they stay the optimizer's */
  state(): Map<string, tf.Tensor> {
    return new Map(
      [...this.moments].flatMap(([name, { first, second }]) => [
        [`first.${name}`, first] as const,
        [`second.${name}`, second] as const,
      ]),
    );
  }

  /**
   * Goes on where a saved optimizer stopped.
   *
   * @param read gives a running mean by the name that `state` has for it
   */
  restore(stepCount: number, read: (name: string) => Float32Array): void {
    this.count = stepCount;
    for (const [name, variable] of this.state()) {
      const saved = tf.tensor(read(name), variable.shape);
      (variable as tf.Variable).assign(saved);
      saved.dispose();
    }
  }

  dispose(): void {
    tf.dispose([...this.state().values()]);
  }
}

const zeroVariable = (shape: readonly number[]): tf.Variable => {
  const values = tf.zeros([...shape]);
  const variable = tf.variable(values, false);
  values.dispose();
  return variable;
};
