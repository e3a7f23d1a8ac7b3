import { brotliDecompressSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { MAX_PAGE_BYTES, tooLarge } from './parquet-limits.js';

/**
 * The codecs of Parquet, none of which writes much more than the size that a page states: those of Snappy, gzip and
 * LZ4 fill a buffer of that size.
 *
 * @throws {Error} for a page that would be larger than `MAX_PAGE_BYTES`
 */
export const boundedCompressors: Compressors = {
  ...compressors,
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => {
    if (zstdSizeAtMost(input) > MAX_PAGE_BYTES) throw tooLarge('page', MAX_PAGE_BYTES);
    return compressors.ZSTD!(input, length);
  },
};

const ZSTD_MAGIC = 0xfd2fb528;
const ZSTD_BLOCK_BYTES = 128 * 1024;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];

/**
 * Maximum size of zstd's frames once decompressed, in bytes, told by the headers of their blocks, and its window.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1
 */
function zstdSizeAtMost(input: Uint8Array): number {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let size = 0;
  for (let offset = 0; offset + 6 < view.byteLength && view.getUint32(offset, true) === ZSTD_MAGIC; ) {
    const descriptor = view.getUint8(offset + 4);
    const isSingle = (descriptor >> 5) & 1;
    if (!isSingle) size += windowBytes(view.getUint8(offset + 5));
    const stated = descriptor >> 6;
    const sizeBytes = stated ? 2 ** stated : isSingle;
    const header = 6 - isSingle + DICTIONARY_ID_BYTES[descriptor & 3]! + sizeBytes;
    const blocks = readBlocks(view, offset + header);
    size += blocks.size;
    offset = blocks.end + ((descriptor >> 2) & 1) * 4;
  }
  return size;
}

const windowBytes = (descriptor: number) => 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);

function readBlocks(view: DataView, start: number): { size: number; end: number } {
  let size = 0;
  let end = start;
  for (let isLast = false; !isLast && end + 3 <= view.byteLength; ) {
    const header = view.getUint16(end, true) | (view.getUint8(end + 2) << 16);
    const stated = header >> 3;
    const type = (header >> 1) & 3;
    size += type === 2 ? ZSTD_BLOCK_BYTES : stated;
    end += 3 + (type === 1 ? 1 : stated);
    isLast = (header & 1) === 1;
  }
  return { size, end };
}
