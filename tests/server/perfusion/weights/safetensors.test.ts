import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import { openWeights } from '../../../../server/perfusion/weights/open-weights.js';
import type { DataType } from '../../../../server/perfusion/weights/stored-tensor.js';
import { writeSafetensors } from '../../../../server/perfusion/weights/write-safetensors.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'safetensors-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string) => path.join(folder, name);
const tensor = (dataType: DataType, values: number[], shape = [values.length]) => ({
  shape,
  dataType,
  values: () => values,
});

function readBack(dataType: DataType, values: number[]): number[] {
  writeSafetensors(file('one.safetensors'), new Map([['x', tensor(dataType, values)]]));
  const source = openSafetensors(file('one.safetensors'));
  const read = [...source.read('x').values];
  source.close();
  return read;
}

/** A file with the given header text before `dataBytes` zeros. */
function writeRaw(name: string, header: string, dataBytes: number): string {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(file(name), Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(dataBytes)]));
  return file(name);
}

it('gives back what float32 and the integers hold, bit for bit', () => {
  const floats = [0, -0, 1.5, Math.fround(0.1), 3.4028234663852886e38, 1e-45, Infinity, -Infinity].map(
    Math.fround,
  );
  expect(readBack('F32', floats)).toEqual(floats);
  expect(readBack('I32', [0, -1, 2 ** 31 - 1, -(2 ** 31)])).toEqual([0, -1, 2 ** 31 - 1, -(2 ** 31)]);
  expect(readBack('I64', [0, -1, 49407])).toEqual([0, -1, 49407]);
});

/** IEEE 754, 3.4: the value of a binary16 number that is not negative. */
const halfOf = (bits: number) =>
  bits < 0x400 ? bits * 2 ** -24 : (1 + (bits % 0x400) / 0x400) * 2 ** (Math.floor(bits / 0x400) - 15);

it('rounds half precision to the nearest, ties to even', () => {
  // numpy: np.float16([...]); the two middle ones are ties
  expect(
    readBack('F16', [0.1, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 65504, 65520, 2 ** -24, 2 ** -25, -2]),
  ).toEqual([0.0999755859375, 1, 1.001953125, 65504, Infinity, 2 ** -24, 0, -2]);
  const halves = Array.from({ length: 0x7c00 }, (_, bits) => halfOf(bits)); // all that are not negative
  const betweens = halves.slice(1).map((half, i) => (half + halves[i]!) / 2);
  expect(readBack('F16', halves)).toEqual(halves);
  expect(readBack('F16', betweens)).toEqual(betweens.map((_, i) => halves[i + (i % 2)]));
  const above = betweens.map((between) => between * (1 + 2 ** -20));
  expect(readBack('F16', above)).toEqual(halves.slice(1));
  // bfloat16 keeps 8 significant bits
  expect(readBack('BF16', [1 + 2 ** -8, 1 + 3 * 2 ** -8, 0.1, -3.140625])).toEqual([
    1, 1.015625, 0.10009765625, -3.140625,
  ]);
  expect(readBack('F16', [Number.NaN])).toEqual([Number.NaN]);
  expect(readBack('BF16', [Number.NaN])).toEqual([Number.NaN]);
});

it('keeps metadata and empty or scalar tensors', () => {
  const tensors = new Map([
    ['scalar', tensor('F32', [7], [])],
    ['empty', tensor('F32', [], [0, 3])],
  ]);
  writeSafetensors(file('odd.safetensors'), tensors, { step: '12' });

  const source = openSafetensors(file('odd.safetensors'));

  expect(source.metadata).toEqual({ step: '12' });
  expect(source.read('scalar')).toEqual({ shape: [], values: Float32Array.of(7) });
  expect(source.read('empty').values).toHaveLength(0);
  source.close();
});

it('refuses an integer that does not fit into 32 bits', () => {
  expect(() => readBack('I64', [2 ** 40])).toThrow('does not fit into 32 bits');
});

it('refuses files that are damaged, and says what to do', () => {
  writeSafetensors(file('cut.safetensors'), new Map([['x', tensor('F32', [1, 2, 3])]]));
  truncateSync(file('cut.safetensors'), readFileSync(file('cut.safetensors')).length - 4);
  expect(() => openSafetensors(file('cut.safetensors'))).toThrow(
    /is truncated: .* Copy or download it again/,
  );
  truncateSync(file('cut.safetensors'), 20);
  expect(() => openSafetensors(file('cut.safetensors'))).toThrow('truncated inside its header');
  truncateSync(file('cut.safetensors'), 3);
  expect(() => openSafetensors(file('cut.safetensors'))).toThrow('it has only 3 bytes');
  expect(() => openSafetensors(file('absent.safetensors'))).toThrow('cannot be opened; check the path');
  writeFileSync(file('page.html'), '<!doctype html><title>Sign in to download</title>');
  expect(() => openSafetensors(file('page.html'))).toThrow('is not a safetensors file');
});

it.each([
  ['not JSON', '{', 'its header is no JSON object'],
  [
    'an unknown format',
    '{"x":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}',
    'has the format F8_E4M3',
  ],
  ['an entry that is none', '{"x":null}', 'tensor x is no JSON object'],
  ['a wrong length', '{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 'do not fit F32 [2]'],
  ['a negative shape', '{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 'no valid shape'],
  [
    'an overlap',
    '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
    'overlap or leave a hole',
  ],
  ['surplus bytes', '{}', 'longer than its header says'],
])('refuses a header with %s', (_, header, message) => {
  expect(() => openSafetensors(writeRaw('raw.safetensors', header, 4))).toThrow(message);
});

it('leaves nothing behind when writing fails', () => {
  const broken = new Map([['x', { ...tensor('F32', [1, 2]), shape: [3] }]]);

  expect(() => writeSafetensors(file('broken.safetensors'), broken)).toThrow(
    'has 2 numbers, but its shape is [3]',
  );
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
});

it('shows the tensors of a shard that its index forgot, so that whoever loads them can name them', () => {
  const [shard, index] = [file('forgotten-1.safetensors'), file('forgotten.safetensors.index.json')];
  writeSafetensors(
    shard,
    new Map([
      ['extra', tensor('F32', [2])],
      ['a', tensor('F32', [1])],
    ]),
  );
  writeFileSync(index, JSON.stringify({ weight_map: { a: 'forgotten-1.safetensors' } }));

  const source = openWeights(index);

  expect([...source.tensors.keys()]).toEqual(['a', 'extra']);
  expect([...source.read('extra').values]).toEqual([2]);
  expect(() => source.read('none')).toThrow('holds no tensor none');
  source.close();
});

it('reads shards through their index, by folder or by file', () => {
  writeSafetensors(file('model-1.safetensors'), new Map([['a', tensor('F32', [1])]]));
  writeSafetensors(file('model-2.safetensors'), new Map([['b', tensor('BF16', [2])]]));
  const index = file('model.safetensors.index.json');
  writeFileSync(
    index,
    JSON.stringify({ weight_map: { a: 'model-1.safetensors', b: 'model-2.safetensors' } }),
  );

  const source = openWeights(folder);

  expect([...source.tensors.keys()]).toEqual(['a', 'b']);
  expect([...source.read('b').values]).toEqual([2]);
  source.close();

  writeFileSync(
    index,
    JSON.stringify({ weight_map: { a: 'model-1.safetensors', c: 'model-2.safetensors' } }),
  );
  expect(() => openWeights(index)).toThrow('lists tensors that their shards do not hold: c');
  for (const name of ['', '..']) {
    writeFileSync(index, JSON.stringify({ weight_map: { a: name } }));
    expect(() => openWeights(index)).toThrow(/cannot be read: it is a folder/);
  }
  writeFileSync(index, '{}');
  expect(() => openWeights(index)).toThrow('has no weight_map');
  rmSync(index);
  expect(() => openWeights(folder)).toThrow('Convert .bin or .ckpt weights to safetensors first');
});
