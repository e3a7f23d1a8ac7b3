import * as tf from '@tensorflow/tfjs-core';

/** A matrix product [batch, rows, inner] x [batch, inner, columns]. */
interface MatrixProduct {
  readonly kind: 'product';
  readonly batch: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** A convolution of [batch, height, width, in] with [filterHeight, filterWidth, in, out]. */
interface Convolution {
  readonly kind: 'convolution';
  readonly input: readonly number[];
  readonly filter: readonly number[];
  readonly output: readonly number[];
}

export type Operation = MatrixProduct | Convolution;

export interface Work {
  /** In the order in which they ran. */
  readonly operations: readonly Operation[];
  /** Multiply-adds of all of them, from their shapes. */
  readonly multiplyAdds: number;
  /** Most bytes that all tensors took at a time, weights included. */
  readonly peakBytes: number;
}

/** Runs once and notes every matrix product and convolution. */
export async function workOf(run: () => void): Promise<Work> {
  const { kernels, peakBytes } = await tf.profile(() => {
    run();
    return [];
  });
  const operations = kernels.flatMap(operationOf);
  return {
    operations,
    multiplyAdds: operations.reduce((sum, each) => sum + multiplyAdds(each), 0),
    peakBytes,
  };
}

type Kernel = Awaited<ReturnType<typeof tf.profile>>['kernels'][number];

function operationOf({ name, inputShapes, outputShapes }: Kernel): Operation[] {
  const [a, b] = inputShapes as number[][];
  const output = outputShapes[0] as number[];
  if (name === 'Conv2D') return [{ kind: 'convolution', input: a!, filter: b!, output }];
  if (name !== 'BatchMatMul') return [];
  const [rows, columns] = output.slice(-2) as [number, number];
  const size = tf.util.sizeFromShape(output);
  const batch = size / rows / columns;
  const inner = tf.util.sizeFromShape(a!) / batch / rows;
  return [{ kind: 'product', batch, rows, inner, columns }];
}

export function multiplyAdds(operation: Operation): number {
  if (operation.kind === 'product') {
    const { batch, rows, inner, columns } = operation;
    return batch * rows * inner * columns;
  }
  const [height, width, inChannels] = operation.filter as [number, number, number];
  return tf.util.sizeFromShape([...operation.output]) * height * width * inChannels;
}
