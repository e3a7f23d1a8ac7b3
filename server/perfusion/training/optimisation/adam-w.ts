import type { Parameter } from '../../nn/parameter.js';
import type { NamedTensors } from '../loss-gradients.js';
import { type AdamWConfig, createMoments, type KeptNumbers, type Moments } from './moments.js';

/** PyTorch's values, which are also those of Diffusion-DPO and of the paper. */
export const ADAM_W: AdamWConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-2 };

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
      this.moments.set(name, createMoments(shape));
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
      const factors = { ...this.config, learningRate: rate, count: this.count };
      this.moments.get(name)!.move(this.parameters.get(name)!, gradient, factors);
      gradient.dispose();
    }
  }

  /** @returns the running means by name, `first.<parameter>` and `second.<parameter>`; they stay the optimizer's */
  state(): Map<string, KeptNumbers> {
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
    for (const [name, moments] of this.moments)
      moments.restore(read(`first.${name}`), read(`second.${name}`));
  }

  dispose(): void {
    for (const moments of this.moments.values()) moments.dispose();
  }
}
