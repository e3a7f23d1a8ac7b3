import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../nn/parameter.js';

/** Tensors by parameter name, each of its parameter's shape; the receiver disposes them. */
export type NamedTensors = ReadonlyMap<string, tf.Tensor>;

export interface LossGradients {
  readonly loss: number;
  /** Gradients by parameter name; a parameter that the loss does not reach is left out. */
  readonly gradients: NamedTensors;
}

/**
 * Evaluates a loss and its gradients in the given parameters only; all others stay frozen.
 *
 * @param parameters what to train, by name
 * @param loss       computes a scalar from the parameters' values
 * @throws {Error} if the loss reaches none of the parameters
 */
export function lossGradients(
  parameters: ReadonlyMap<string, Parameter>,
  loss: () => tf.Scalar,
): LossGradients {
  const variables = [...parameters.values()].map(({ value }) => value);
  const { value, grads } = tf.variableGrads(loss, variables);
  const gradients = new Map<string, tf.Tensor>();
  for (const [name, parameter] of parameters) {
    const gradient: tf.Tensor | null | undefined = grads[parameter.value.name];
    if (gradient) gradients.set(name, gradient);
  }
  const number = value.dataSync()[0]!;
  value.dispose();
  return { loss: number, gradients };
}

/** Frees all that the run allocates but its gradients, which outlive every tidy until they are disposed. */
export function keptGradients(run: () => LossGradients): LossGradients {
  let result: LossGradients = { loss: Number.NaN, gradients: new Map() };
  tf.tidy(() => {
    result = run();
    for (const gradient of result.gradients.values()) tf.keep(gradient);
  });
  return result;
}

/** Sum of two losses and their gradients; a parameter that only one of them reaches counts. Disposes both. */
export function addedUp(first: LossGradients, second: LossGradients): LossGradients {
  const gradients = new Map(first.gradients);
  for (const [name, gradient] of second.gradients) {
    const other = gradients.get(name);
    gradients.set(name, other ? tf.keep(tf.add(other, gradient)) : gradient);
    if (other) tf.dispose([other, gradient]);
  }
  return { loss: first.loss + second.loss, gradients };
}

/**
 * Scales all gradients down together where their common length exceeds `maxNorm`; the given
 * tensors are replaced and disposed.
 *
 * @returns the gradients to use, and their length before
 * @see PyTorch's `clip_grad_norm_`, with its 1e-6 in the divisor
 */
export function clipGradients(
  gradients: NamedTensors,
  maxNorm: number,
): { gradients: NamedTensors; norm: number } {
  if (gradients.size === 0) return { gradients, norm: 0 };
  const norm = tf.tidy(() => {
    const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
    return tf.sqrt(tf.addN(squares)).dataSync()[0]!;
  });
  const factor = maxNorm / (norm + 1e-6);
  if (factor >= 1) return { gradients, norm };

  const clipped = new Map([...gradients].map(([name, gradient]) => [name, tf.mul(gradient, factor)]));
  tf.dispose([...gradients.values()]);
  return { gradients: clipped, norm };
}
