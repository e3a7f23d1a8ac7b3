import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Module } from '../../../server/perfusion/nn/module.js';
import { Parameter } from '../../../server/perfusion/nn/parameter.js';
import { loadWeights } from '../../../server/perfusion/weights/load-weights.js';
import { openSafetensors } from '../../../server/perfusion/weights/open-safetensors.js';

const FIXTURES = path.resolve('tests/fixtures/perfusion');

/** Path of a file with expected numbers; its README names the program that made each. */
export const goldenPath = (name: string) => path.join(FIXTURES, name);

export const goldenJson = <T>(name: string): T => JSON.parse(readFileSync(goldenPath(name), 'utf8')) as T;

/** Expected tensors of a file, in the file's own order of axes. */
export function goldenTensors(name: string) {
  const source = openSafetensors(goldenPath(name));
  const stored = new Map([...source.tensors.keys()].map((key) => [key, source.read(key)]));
  source.close();
  const find = (key: string) => {
    const tensor = stored.get(key);
    if (tensor) return tensor;
    throw new Error(`${name} holds no ${key}`);
  };
  return {
    names: [...stored.keys()],
    values: (key: string) => find(key).values,
    tensor: <R extends tf.Rank>(key: string): tf.Tensor<R> => {
      const { values, shape } = find(key);
      return tf.tensor(
        values,
        [...shape] as tf.ShapeMap[R],
        values instanceof Float32Array ? 'float32' : 'int32',
      );
    },
    /** A feature map or image [batch, channels, height, width] as [batch, height, width, channels]. */
    image: (key: string): tf.Tensor4D => {
      const { values, shape } = find(key);
      return tf.tidy(() => tf.transpose(tf.tensor(values, shape as tf.ShapeMap[tf.Rank.R4]), [0, 2, 3, 1]));
    },
  };
}

/** [batch, height, width, channels] as the numbers of [batch, channels, height, width]. */
export const channelsFirst = (x: tf.Tensor) => tf.tidy(() => tf.transpose(x, [0, 3, 1, 2]).dataSync());

/** Names and shapes of a published weight file. */
export const publishedKeys = (name: string): Map<string, readonly number[]> =>
  new Map(Object.entries(goldenJson<{ shapes: Record<string, number[]> }>(`keys/${name}.json`).shapes));

/** Numbers that belong to a parameter, its gradient say, in the order of a PyTorch file. */
export function fileOrder({ shape, initial, layout }: Parameter, values: tf.Tensor): Float32Array {
  const turned = new Parameter(shape, initial, layout);
  turned.assign(values.clone());
  const numbers = turned.toFile();
  turned.dispose();
  return numbers;
}

/** Fills a module with weights of a golden file. */
export function loadGolden<M extends Module>(module: M, name: string): M {
  const source = openSafetensors(goldenPath(name));
  try {
    loadWeights(module, source);
  } finally {
    source.close();
  }
  return module;
}
