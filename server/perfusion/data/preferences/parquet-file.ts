import { open, stat } from 'node:fs/promises';
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ModelError } from '../../model-error.js';

export interface ParquetFile {
  readonly path: string;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
}

/** @throws {ModelError} if it is no Parquet file, or columns are missing */
export async function openParquet(path: string, columns: readonly string[]): Promise<ParquetFile> {
  const buffer = await bufferOf(path);
  const metadata = await readable(path, () => parquetMetadataAsync(buffer));
  const present = parquetSchema(metadata).children.map(({ element }) => element.name);
  const missing = columns.filter((column) => !present.includes(column));
  if (missing.length === 0) return { path, buffer, metadata };
  throw new ModelError(
    `${path} lacks the columns ${missing.join(', ')}; take a file of Pick-a-Pic with images.`,
  );
}

/** The file a piece at a time, opened again for each: training keeps thousands of pictures in reach. */
async function bufferOf(path: string): Promise<AsyncBuffer> {
  const { size } = await stat(path);
  return {
    byteLength: size,
    async slice(start, end = size) {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(end - start);
        for (let done = 0; done < bytes.length; ) {
          const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
          if (bytesRead === 0) throw new ModelError(`${path} became shorter while it was read.`);
          done += bytesRead;
        }
        return bytes.buffer;
      } finally {
        await file.close();
      }
    },
  };
}

/** Rows of one row group, counted from 0. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** The row groups of a file, up to a number of rows. */
export function* rowRanges({ row_groups: rowGroups }: FileMetaData, limit: number): Generator<RowRange> {
  let start = 0;
  for (const { num_rows: count } of rowGroups) {
    const end = Math.min(start + Number(count), limit);
    if (end > start) yield { start, end };
    start += Number(count);
  }
}

export type Row = Record<string, unknown>;

export const readRows = (
  { path, buffer, metadata }: ParquetFile,
  columns: readonly string[],
  { start, end }: RowRange,
): Promise<Row[]> =>
  readable(path, () =>
    parquetReadObjects({
      file: buffer,
      metadata,
      compressors,
      columns: [...columns],
      rowStart: start,
      rowEnd: end,
      utf8: false, // pictures are bytes
    }),
  );

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new ModelError(`${path} cannot be read as Parquet; copy or download it again.`, { cause: error });
  }
}
