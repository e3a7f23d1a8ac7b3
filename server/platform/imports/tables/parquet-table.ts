import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { invalidInput } from '../../errors/domain-error.js';
import { cellText } from './cell-text.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';

const LARGEST_BATCH = 20_000;
const MS_A_DAY = 86_400_000;

/** Dates and times as ISO text, so that a day stays a day and a time keeps its zone. */
const parsers = {
  dateFromDays: (days: number) => new Date(days * MS_A_DAY).toISOString().slice(0, 10),
  timestampFromMilliseconds: (milliseconds: bigint) => isoTime(milliseconds),
  timestampFromMicroseconds: (microseconds: bigint) => isoTime(microseconds / 1000n),
  timestampFromNanoseconds: (nanoseconds: bigint) => isoTime(nanoseconds / 1_000_000n),
};
const isoTime = (milliseconds: bigint) => new Date(Number(milliseconds)).toISOString();

/**
 * A Parquet file, read a batch of at most 20,000 rows of one row group at a time.
 *
 * @throws {DomainError} INVALID_INPUT where the file cannot be read as Parquet
 */
export async function openParquet(source: TableSource): Promise<Table> {
  const file: AsyncBuffer = {
    byteLength: source.byteSize,
    slice: (start, end) => source.slice(start, end),
  };
  const metadata = await readable(source.name, () => parquetMetadataAsync(file));
  const rowCount = Number(metadata.num_rows);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  let rowsRead = 0;
  return {
    format: 'PARQUET',
    delimiter: null,
    columns,
    fractionRead: () => rowsRead / Math.max(1, rowCount),
    async *rows(): AsyncGenerator<TableRow, void, undefined> {
      rowsRead = 0;
      for (const range of batches(metadata)) {
        const read = () => parquetReadObjects({ file, metadata, compressors, parsers, ...range });
        for (const row of await readable(source.name, read)) {
          rowsRead += 1;
          yield { number: rowsRead, cells: columns.map((column) => cellText(row[column])), problem: null };
        }
      }
    },
  };
}

function* batches({ row_groups: groups }: FileMetaData): Generator<{ rowStart: number; rowEnd: number }> {
  let groupStart = 0;
  for (const group of groups) {
    const groupEnd = groupStart + Number(group.num_rows);
    for (let rowStart = groupStart; rowStart < groupEnd; rowStart += LARGEST_BATCH) {
      yield { rowStart, rowEnd: Math.min(rowStart + LARGEST_BATCH, groupEnd) };
    }
    groupStart = groupEnd;
  }
}

async function readable<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw invalidInput(
      `${name} cannot be read as Parquet: ${error instanceof Error ? error.message : error}`,
    );
  }
}
