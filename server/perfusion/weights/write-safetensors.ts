import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { encodeNumbers } from './number-formats.js';
import { BYTES_OF, type DataType, elementCount } from './stored-tensor.js';

/** A tensor to write; its numbers are fetched when their turn comes, and may then be forgotten. */
export interface TensorToWrite {
  readonly shape: readonly number[];
  readonly dataType: DataType;
  /** @returns as many numbers as the shape holds, row by row */
  values(): ArrayLike<number>;
}

/**
 * Writes a safetensors file, one tensor at a time, in order of name. The file appears whole or
 * not at all: it is written beside its place, flushed to the disk, and renamed.
 *
 * @param metadata free-form texts for the header
 * @throws {RangeError} if a tensor hands out more or fewer numbers than its shape holds
 */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, TensorToWrite>,
  metadata: Readonly<Record<string, string>> = {},
): void {
  const temporary = `${path}.part`;
  const file = openSync(temporary, 'w');
  try {
    const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
    writeAll(file, headerBytes(sorted, metadata));
    for (const [name, tensor] of sorted) writeAll(file, tensorBytes(name, tensor));
    fsyncSync(file);
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
}

function headerBytes(
  tensors: readonly [string, TensorToWrite][],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let offset = 0;
  const entries = tensors.map(([name, { dataType, shape }]) => {
    const begin = offset;
    offset += elementCount(shape) * BYTES_OF[dataType];
    return [name, { dtype: dataType, shape, data_offsets: [begin, offset] }];
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const text = new TextEncoder().encode(json);
  const padded = Math.ceil(text.length / 8) * 8; // numbers start at a multiple of eight
  const bytes = new Uint8Array(8 + padded).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  return bytes;
}

function tensorBytes(name: string, { shape, dataType, values }: TensorToWrite): Uint8Array {
  const numbers = values();
  if (numbers.length === elementCount(shape)) return encodeNumbers(numbers, dataType);
  throw new RangeError(
    `Tensor ${name} has ${numbers.length} numbers, but its shape is [${shape.join(', ')}].`,
  );
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, 2 ** 30));
}
