import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../../../support/perfusion/backend.js';
import { relativeError, waves } from '../../../support/perfusion/close.js';

/** Convolution by its definition, with its two gradients, in plain numbers. */
function convolutionByDefinition(
  [x, w, dy]: [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D],
  { stride, top }: { stride: number; top: number },
) {
  const [input, filter, output] = [x.bufferSync(), w.bufferSync(), dy.bufferSync()];
  const [dx, dw] = [tf.buffer(x.shape), tf.buffer(w.shape)];
  const [kernelHeight, kernelWidth, inChannels, outChannels] = w.shape;
  const [batch, outHeight, outWidth] = dy.shape;
  for (const [b, r, c] of grid(batch, outHeight, outWidth)) {
    for (const [i, j, k] of grid(kernelHeight, kernelWidth, inChannels)) {
      const [row, column] = [r * stride + i - top, c * stride + j - top];
      if (row < 0 || column < 0 || row >= x.shape[1] || column >= x.shape[2]) continue;
      for (let o = 0; o < outChannels; o++) {
        const gradient = output.get(b, r, c, o);
        dw.set(dw.get(i, j, k, o) + input.get(b, row, column, k) * gradient, i, j, k, o);
        dx.set(dx.get(b, row, column, k) + filter.get(i, j, k, o) * gradient, b, row, column, k);
      }
    }
  }
  return { dx: dx.values, dw: dw.values };
}

function* grid(a: number, b: number, c: number): Generator<[number, number, number]> {
  for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) yield [i, j, k];
}

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  useBackend(backend);

  describe('gradients of a convolution', () => {
    it.each([
      { size: 3, stride: 1, pad: 1 },
      { size: 1, stride: 1, pad: 0 },
      { size: 3, stride: 2, pad: 1 },
      { size: 4, stride: 4, pad: 0 },
      { size: 3, stride: 2, pad: 0 },
      { size: 1, stride: 2, pad: 0 },
    ])('equal their definition with %o', ({ size, stride, pad }) => {
      const x = waves<tf.Rank.R4>([2, 8, 8, 3]);
      const w = waves<tf.Rank.R4>([size, size, 3, 5], 2);
      const out = Math.floor((8 + 2 * pad - size) / stride) + 1;
      const dy = waves<tf.Rank.R4>([2, out, out, 5], 4);

      const [dx, dw] = tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad))(
        [x, w],
        dy,
      );

      const expected = convolutionByDefinition([x, w, dy], { stride, top: pad });
      expect(relativeError(dx!, expected.dx)).toBeLessThan(1e-6);
      expect(relativeError(dw!, expected.dw)).toBeLessThan(1e-6);
    });

    it('leave no tensor behind', () => {
      const x = waves<tf.Rank.R4>([2, 8, 8, 3]);
      const w = waves<tf.Rank.R4>([3, 3, 3, 5], 2);
      const before = tf.memory().numTensors;

      tf.dispose(tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 2, 1))([x, w]));

      expect(tf.memory().numTensors).toBe(before);
    });
  });

  it('sums the gradient of rows that were looked up twice', () => {
    const table = waves<tf.Rank.R2>([4, 2]);
    const dy = tf.tensor2d([
      [1, 2],
      [10, 20],
      [100, 200],
    ]);

    const gradient = tf.grad((rows) => tf.gather(rows, tf.tensor1d([3, 0, 3], 'int32')))(table, dy);

    expect([...gradient.dataSync()]).toEqual([10, 20, 0, 0, 0, 0, 101, 202]);
  });

  it.each([
    [false, true],
    [true, false],
    [true, true],
  ])('transposes the operands of a matrix product (%p, %p)', (transposeA, transposeB) => {
    const a = waves<tf.Rank.R3>(transposeA ? [2, 4, 3] : [2, 3, 4]);
    const b = waves<tf.Rank.R3>(transposeB ? [2, 5, 4] : [2, 4, 5], 3);
    const before = tf.memory().numTensors;

    const product = tf.matMul(a, b, transposeA, transposeB);

    expect(tf.memory().numTensors).toBe(before + 1);
    const plain = tf.matMul(
      transposeA ? tf.transpose(a, [0, 2, 1]) : a,
      transposeB ? tf.transpose(b, [0, 2, 1]) : b,
    );
    expect(relativeError(product, plain.dataSync())).toBe(0);
  });

  it.each([
    [3, 3],
    [3, 1],
    [1, 3],
  ])('multiplies batches of %i and %i larger matrices one by one', (batchA, batchB) => {
    const a = waves<tf.Rank.R3>([batchA, 32, 24]);
    const b = waves<tf.Rank.R3>([batchB, 24, 32], 3);
    const at = (matrices: tf.Tensor3D, i: number) =>
      tf.unstack(matrices)[i % matrices.shape[0]] as tf.Tensor2D;
    const before = tf.memory().numTensors;

    const product = tf.matMul(a, b);

    expect(tf.memory().numTensors).toBe(before + 1);
    for (const [i, one] of tf.unstack(product).entries()) {
      expect(relativeError(one, tf.matMul(at(a, i), at(b, i)).dataSync())).toBe(0);
    }
  });

  it('cuts any box, split and layer out of a tensor of any type', () => {
    const x = tf.reshape(tf.range(0, 120), [2, 3, 4, 5]) as tf.Tensor4D;
    const before = tf.memory().numTensors;

    const parts = tf.tidy(() => [
      numbersOf(tf.slice(x, [0, 1, 0, 2], [2, 1, 4, 3])),
      numbersOf(tf.slice(x, [1, 0, 0, 0], [1, 3, 4, 5])),
      numbersOf(tf.slice(tf.cast(x, 'int32'), [1, 2, 3, 4], [1, 1, 1, 1])),
      numbersOf(tf.slice(tf.greater(x, 3), [0, 0, 0, 2], [1, 1, 1, 3])),
      numbersOf(tf.split(x, [1, 3], 2)[1]!),
      numbersOf(tf.unstack(x, 1)[2]!),
      tf.unstack(x, -1)[0]!.shape,
      tf.slice(x, [0, 0, 0, 0], [0, 3, 4, 5]).size,
    ]);

    const at = (choose: (i: number[]) => boolean) => indices([2, 3, 4, 5], choose);
    expect(parts).toEqual([
      at(([, b, , d]) => b === 1 && d! >= 2),
      at(([a]) => a === 1),
      [119],
      [0, 0, 1],
      at(([, , c]) => c! >= 1),
      at(([, b]) => b === 2),
      [2, 3, 4],
      0,
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

const numbersOf = (x: tf.Tensor) => [...x.dataSync()];

/** Numbers, row by row, of the chosen places of an array that counts 0, 1, 2, ... */
function indices([a, b, c, d]: [number, number, number, number], choose: (i: number[]) => boolean): number[] {
  return Array.from({ length: a * b * c * d }, (_, n) => n).filter((n) =>
    choose([Math.floor(n / (b * c * d)), Math.floor(n / (c * d)) % b, Math.floor(n / d) % c, n % d]),
  );
}
