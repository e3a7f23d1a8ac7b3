import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Conv2d } from '../../../../server/perfusion/nn/conv2d.js';
import { Linear } from '../../../../server/perfusion/nn/linear.js';
import { Module } from '../../../../server/perfusion/nn/module.js';
import { loadWeights } from '../../../../server/perfusion/weights/load-weights.js';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import { saveWeights } from '../../../../server/perfusion/weights/save-weights.js';
import { writeSafetensors } from '../../../../server/perfusion/weights/write-safetensors.js';
import { useBackend } from '../../../support/perfusion/backend.js';

class Pair extends Module {
  readonly conv = this.child('conv', new Conv2d({ inChannels: 2, outChannels: 3, size: 3 }));
  readonly head = this.child('head', new Linear({ inSize: 3, outSize: 2 }));
}

useBackend();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'load-weights-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function withSource<T>(name: string, use: (source: ReturnType<typeof openSafetensors>) => T): T {
  const source = openSafetensors(path.join(folder, name));
  try {
    return use(source);
  } finally {
    source.close();
  }
}

const zeros = (shape: number[]) => ({
  shape,
  dataType: 'F32' as const,
  values: () => new Float32Array(tf.util.sizeFromShape(shape)),
});

it('gives a saved model back bit for bit, in PyTorch layouts on disk', () => {
  const [first, second] = [new Pair(), new Pair()];
  first.initialise(1);
  saveWeights(first, path.join(folder, 'pair.safetensors'), { metadata: { kind: 'pair' } });

  withSource('pair.safetensors', (source) => {
    expect(source.tensors.get('conv.weight')?.shape).toEqual([3, 2, 3, 3]);
    expect(source.tensors.get('head.weight')?.shape).toEqual([2, 3]);
    expect(source.metadata).toEqual({ kind: 'pair' });
    loadWeights(second, source);
  });

  for (const [name, parameter] of first.parameters()) {
    expect([...second.parameters().get(name)!.value.dataSync()]).toEqual([...parameter.value.dataSync()]);
  }
});

it('names every tensor that does not fit, and loads none', () => {
  const tensors = {
    'conv.weight': zeros([3, 2, 1, 1]),
    'head.weight': zeros([2, 3]),
    'tail.bias': zeros([1]),
    position_ids: zeros([4]),
  };
  writeSafetensors(path.join(folder, 'other.safetensors'), new Map(Object.entries(tensors)));
  const model = new Pair();

  const load = () =>
    withSource('other.safetensors', (source) => loadWeights(model, source, { ignore: /position_ids$/ }));

  expect(load).toThrow(/Tensors missing \(2\): conv\.bias; head\.bias\./);
  expect(load).toThrow(/Tensors not part of the model \(1\): tail\.bias\./);
  expect(load).toThrow(/conv\.weight is \[3, 2, 1, 1\] in the file, but \[3, 2, 3, 3\] in the model/);
  expect(() => model.parameters().get('head.weight')!.value).toThrow('before the model was initialised');
});

it('refuses weights that are not finite', () => {
  const bad = { ...zeros([2]), values: () => [1, Number.NaN] };
  const tensors = { weight: zeros([2, 3]), bias: bad };
  writeSafetensors(path.join(folder, 'nan.safetensors'), new Map(Object.entries(tensors)));

  expect(() =>
    withSource('nan.safetensors', (source) => loadWeights(new Linear({ inSize: 3, outSize: 2 }), source)),
  ).toThrow('bias holds NaN or infinity; the file is damaged or its training diverged');
});

it('refuses to save a weight that half precision cannot hold', () => {
  const head = new Linear({ inSize: 1, outSize: 1 });
  head.parameters().get('weight')!.assignValues(Float32Array.of(70_000));
  head.parameters().get('bias')!.assignValues(Float32Array.of(0));
  const file = path.join(folder, 'large.safetensors');

  expect(() => saveWeights(head, file, { dataType: 'F16' })).toThrow(
    'The weights weight are too large for F16; save the model as F32 or BF16.',
  );
  expect(existsSync(file)).toBe(false);
});
