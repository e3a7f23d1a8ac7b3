import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { DAY_MS, dayOf } from '../../../platform/time/days.js';
import { MAX_COLUMNS, MAX_ROW_LENGTH, MAX_ROW_MEBIBYTES } from '../../limits.js';
import { beginningOf } from '../../shown-text.js';
import { cellText } from '../cell-text.js';
import { tooManyColumns, usableColumns } from '../usable-columns.js';
import { checkRowGroup } from './check-row-group.js';
import { boundedCompressors } from './decompress.js';
import { exactValue, isNumeric, withRawDecimals } from './exact-columns.js';
import { MAX_FOOTER_BYTES, tooLarge } from './parquet-limits.js';
import type { ParquetAnswer } from './parquet-messages.js';

/** Rows that are decoded at once: fewer of a wide table. */
const BATCH_ROWS = 20_000;
const BATCH_CELLS = 400_000;
/** Every batch reads its row group from the start, so there must not be many of them. */
const BATCHES_A_GROUP = 50;
/** Characters of rows that are told at once. */
const ANSWER_LENGTH = 2 ** 18;
const FOOTER_END_BYTES = 8;

/** Dates and times as ISO text, so that a day stays a day and a time keeps its zone; JSON as it is written. */
const parsers = {
  dateFromDays: (days: number) => dayOf(new Date(days * DAY_MS)),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes),
  timestampFromMilliseconds: (milliseconds: bigint) => isoTime(milliseconds),
  timestampFromMicroseconds: (microseconds: bigint) => isoTime(microseconds / 1000n),
  timestampFromNanoseconds: (nanoseconds: bigint) => isoTime(nanoseconds / 1_000_000n),
};
const isoTime = (milliseconds: bigint) => new Date(Number(milliseconds)).toISOString();

/**
 * The columns of a Parquet file, then its rows as text.
 *
 * @throws {DomainError} INVALID_INPUT for columns beyond their limits
 * @throws {Error} for a file that is malformed, or beyond another limit
 */
export async function* parquetAnswers(file: AsyncBuffer, name: string): AsyncGenerator<ParquetAnswer, void> {
  await refuseLargeFooter(file);
  const metadata = await parquetMetadataAsync(file);
  if (metadata.schema.filter(({ type }) => type).length > MAX_COLUMNS) throw tooManyColumns(name);
  const { children: nodes } = parquetSchema(metadata);
  const columns = usableColumns(name, distinctNames(nodes));
  yield { kind: 'columns', columns, numeric: nodes.map(isNumeric), rowCount: Number(metadata.num_rows) };
  const readable = withRawDecimals(metadata);
  for (const group of metadata.row_groups) {
    await checkRowGroup(file, metadata, group);
    yield* rowsOf(file, { ...readable, row_groups: [group] }, nodes);
  }
}

async function refuseLargeFooter(file: AsyncBuffer): Promise<void> {
  const end = await file.slice(Math.max(0, file.byteLength - FOOTER_END_BYTES), file.byteLength);
  if (end.byteLength === FOOTER_END_BYTES && new DataView(end).getUint32(0, true) > MAX_FOOTER_BYTES)
    throw tooLarge('footer', MAX_FOOTER_BYTES);
}

/** Rows are read as objects, in which two columns of one name would be one. */
function distinctNames(nodes: readonly SchemaTree[]): string[] {
  const names = nodes.map(({ element }) => element.name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return names;
  throw new Error(`two columns have the name ${beginningOf(repeated)}. Rename one`);
}

/**
 * @param metadata of one row group, as if the file had no other
 * @param nodes of the columns, in the schema of the file itself
 */
async function* rowsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  nodes: readonly SchemaTree[],
): AsyncGenerator<ParquetAnswer, void> {
  for (const range of batches(metadata.row_groups[0]!, nodes.length)) {
    const options = { file, metadata, compressors: boundedCompressors, parsers, utf8: false, ...range };
    let rows: string[][] = [];
    let length = 0;
    for (const row of await parquetReadObjects(options)) {
      const cells = nodes.map((node) => cellText(exactValue(row[node.element.name], node)));
      length += lengthOf(cells);
      rows.push(cells);
      if (length < ANSWER_LENGTH) continue;
      yield { kind: 'rows', rows };
      rows = [];
      length = 0;
    }
    yield { kind: 'rows', rows };
  }
}

function* batches(group: RowGroup, columnCount: number): Generator<{ rowStart: number; rowEnd: number }> {
  const rowCount = Number(group.num_rows);
  const usual = Math.min(BATCH_ROWS, Math.ceil(BATCH_CELLS / Math.max(1, columnCount)));
  const size = Math.max(usual, Math.ceil(rowCount / BATCHES_A_GROUP));
  for (let rowStart = 0; rowStart < rowCount; rowStart += size)
    yield { rowStart, rowEnd: Math.min(rowStart + size, rowCount) };
}

/** @throws {Error} for a row longer than `MAX_ROW_LENGTH` */
function lengthOf(cells: readonly string[]): number {
  const length = cells.reduce((sum, cell) => sum + cell.length + 1, 0);
  if (length <= MAX_ROW_LENGTH) return length;
  throw new Error(`a row is longer than ${MAX_ROW_MEBIBYTES} MiB, which is the limit`);
}
