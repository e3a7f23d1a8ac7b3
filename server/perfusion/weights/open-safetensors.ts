import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { ModelError } from '../model-error.js';
import { decodeNumbers } from './number-formats.js';
import { LENGTH_BYTES, MAX_HEADER_BYTES, parseHeader } from './safetensors-header.js';
import type { TensorSource } from './stored-tensor.js';

/**
 * Opens a safetensors file. Only its header is read here; each tensor is read when asked for.
 * The caller closes the source.
 *
 * @throws {ModelError} if the file is missing, no safetensors file, damaged or truncated
 */
export function openSafetensors(path: string): TensorSource {
  const file = openFile(path);
  try {
    const { header, dataStart } = readHeader(file, path);
    return {
      origin: path,
      tensors: header.tensors,
      metadata: header.metadata,
      read(name) {
        const entry = header.tensors.get(name);
        if (!entry) throw new ModelError(`${path} holds no tensor ${name}.`);
        const bytes = readBytes(file, path, {
          length: entry.end - entry.begin,
          position: dataStart + entry.begin,
        });
        return { shape: entry.shape, values: decodeNumbers(bytes, entry.dataType) };
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Like `openSafetensors`, but null if there is no such file. */
export const findSafetensors = (path: string): TensorSource | null =>
  existsSync(path) ? openSafetensors(path) : null;

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new ModelError(`The weight file ${path} cannot be opened; check the path.`, { cause: error });
  }
}

function readHeader(file: number, path: string) {
  const stats = fstatSync(file);
  if (!stats.isFile()) throw new ModelError(`${path} cannot be read: it is a folder, not a weight file.`);
  const { size } = stats;
  if (size < LENGTH_BYTES)
    throw new ModelError(`${path} is not a safetensors file: it has only ${size} bytes.`);
  const prefix = readBytes(file, path, { length: LENGTH_BYTES, position: 0 });
  const length = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES)
    throw new ModelError(`${path} is not a safetensors file: its header would be ${length} bytes.`);
  const dataStart = LENGTH_BYTES + length;
  if (dataStart > size)
    throw new ModelError(`${path} is truncated inside its header. Copy or download it again.`);
  const text = new TextDecoder().decode(readBytes(file, path, { length, position: LENGTH_BYTES }));
  return { header: parseHeader(text, size - dataStart, path), dataStart };
}

/** Large reads come back in pieces: one read call returns at most 2 GiB. */
function readBytes(
  file: number,
  path: string,
  { length, position }: { length: number; position: number },
): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, bytes, done, Math.min(length - done, 2 ** 30), position + done);
    if (count === 0) throw new ModelError(`${path} became shorter while it was read.`);
    done += count;
  }
  return bytes;
}
