import * as tf from '@tensorflow/tfjs-core';
import { normal, zeros } from '../nn/initial.js';
import { Module } from '../nn/module.js';
import { Parameter } from '../nn/parameter.js';
import { keptGradients, type NamedTensors } from './loss-gradients.js';
import { type Objective, parametersMatching } from './objective.js';

export interface LowRankConfig {
  /** Which matrices are adapted, by name. */
  readonly pattern: RegExp;
  readonly rank: number;
  /** Factor of the product; 1 if left out. */
  readonly scale?: number;
}

/** The two factors of one matrix's change. */
interface Factors {
  /** The matrix as it was, [in, out]. */
  readonly original: tf.Tensor2D;
  /** A, [in, rank] */
  readonly down: Parameter;
  /** B, [rank, out] */
  readonly up: Parameter;
}

/**
 * Low-rank adaptation: matrices of a model become `W + scale A B`, and only A and B train. The
 * model itself carries the sums, so nothing in it changes; the gradients of A and B follow from
 * the matrices'. B starts at zero, so that nothing changes before training.
 *
 * @see Hu et al., "LoRA: low-rank adaptation of large language models", ICLR 2022, section 4.1
 */
export class LowRankAdapter extends Module {
  private readonly factors = new Map<string, Factors>();
  /** The adapted matrices of the model, by name. */
  private readonly targets: ReadonlyMap<string, Parameter>;
  private readonly scale: number;

  /** @throws {RangeError} if the pattern finds no matrix, or something that is none */
  constructor(model: ReadonlyMap<string, Parameter>, { pattern, rank, scale = 1 }: LowRankConfig) {
    super();
    this.targets = parametersMatching(model, pattern);
    this.scale = scale;
    if (this.targets.size === 0) throw new RangeError(`${pattern} finds no matrix to adapt`);
    for (const [name, { layout, shape, value }] of this.targets) {
      const [inSize, outSize] = shape as [number, number];
      if (layout !== 'linear') throw new RangeError(`${name} is no matrix of a linear layer`);
      const down = new Parameter([inSize, rank], normal(1 / rank), 'linear');
      const up = new Parameter([rank, outSize], zeros, 'linear');
      const place = name.replace(/\.weight$/, '');
      this.factors.set(name, {
        original: tf.keep(value.clone()) as tf.Tensor2D,
        down: this.parameter(`${place}.lora_A.weight`, down),
        up: this.parameter(`${place}.lora_B.weight`, up),
      });
    }
  }

  /** Puts `W + scale A B` into the model; call after A or B changed. */
  merge(): void {
    for (const [name, { original, down, up }] of this.factors) {
      const product = tf.tidy(() => tf.mul(tf.matMul(matrix(down), matrix(up)), this.scale));
      this.targets.get(name)!.assign(tf.add(original, product));
      product.dispose();
    }
  }

  /** Frees the originals and the factors; the model keeps its sums. */
  override dispose(): void {
    for (const { original } of this.factors.values()) original.dispose();
    super.dispose();
  }

  /**
   * Lets an objective train A and B instead of the matrices.
   *
   * @param objective must train all adapted matrices, and should train nothing else: the rest is wasted work
   */
  adapt<Batch>(objective: Objective<Batch>): Objective<Batch> {
    return {
      parameters: this.parameters(),
      lossGradients: (batch, draw) => {
        this.merge();
        return keptGradients(() => {
          const { loss, gradients } = objective.lossGradients(batch, draw);
          const own = this.gradientsOf(gradients);
          tf.dispose([...gradients.values()]);
          return { loss, gradients: own };
        });
      },
      afterStep: () => this.merge(),
    };
  }

  /** `dL/dA = scale dL/dW B^T` and `dL/dB = scale A^T dL/dW`. */
  private gradientsOf(gradients: NamedTensors): Map<string, tf.Tensor> {
    const names = new Map([...this.parameters()].map(([name, parameter]) => [parameter, name]));
    const own = new Map<string, tf.Tensor>();
    for (const [name, { down, up }] of this.factors) {
      const whole = gradients.get(name) as tf.Tensor2D | undefined;
      if (!whole) continue;
      const scaled = tf.mul<tf.Tensor2D>(whole, this.scale);
      own.set(names.get(down)!, tf.matMul(scaled, matrix(up), false, true));
      own.set(names.get(up)!, tf.matMul(matrix(down), scaled, true, false));
    }
    return own;
  }
}

const matrix = ({ value }: Parameter) => value as tf.Tensor2D;
