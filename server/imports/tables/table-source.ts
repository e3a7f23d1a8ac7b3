import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { invalidInput } from '../../platform/errors/index.js';

/** Bytes that can be read as often as needed: a file on disk, or text a caller sent. */
export interface TableSource {
  /** What a person calls it: the file's name. Its extension helps to tell the format. */
  readonly name: string;
  readonly byteSize: number;
  /** Where the file lies; absent for a text. */
  readonly path?: string;
  /** Whether a request waits for what is read: it is refused rather than queued for long. */
  readonly inRequest?: boolean;
  stream(): AsyncIterable<Uint8Array>;
  /** The bytes in `[start, end)`. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/**
 * @param name what people call the file, where its name on disk is another
 * @throws {DomainError} INVALID_INPUT where there is no file, or an empty one
 */
export async function fileSource(path: string, name = basename(path)): Promise<TableSource> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw invalidInput(`There is no file ${path}`);
  if (found.size === 0) throw invalidInput(`${name} is empty`);
  return {
    name,
    byteSize: found.size,
    path,
    stream: () => createReadStream(path),
    slice: (start, end = found.size) => readSlice(path, start, end),
  };
}

/** Bytes of a text that are read in one turn of the event loop. */
const PIECE_BYTES = 64 * 1024;

/** @throws {DomainError} INVALID_INPUT for an empty text */
export function textSource(name: string, text: string): TableSource {
  if (text.trim() === '') throw invalidInput(`${name} is empty`);
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    byteSize: bytes.byteLength,
    async *stream() {
      for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES) {
        if (start > 0) await nextTurn();
        yield bytes.subarray(start, start + PIECE_BYTES);
      }
    },
    slice: async (start, end) => bytes.slice(start, end).buffer,
  };
}

async function readSlice(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  const file = await open(path);
  try {
    let filled = 0;
    while (filled < bytes.byteLength) {
      const { bytesRead } = await file.read(bytes, filled, bytes.byteLength - filled, start + filled);
      if (bytesRead === 0) throw invalidInput(`${path} became shorter while it was read`);
      filled += bytesRead;
    }
  } finally {
    await file.close();
  }
  return bytes.buffer;
}
