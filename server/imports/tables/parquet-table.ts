import { invalidInput } from '../../platform/errors/index.js';
import { checkedRow } from './checked-row.js';
import { unreadable } from './parquet/parquet-limits.js';
import type { ParquetAnswer } from './parquet/parquet-messages.js';
import { ParquetReader } from './parquet/parquet-reader.js';
import { parquetTurn } from './parquet/parquet-turn.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';

/**
 * A Parquet file, read in a process of its own some thousand rows at a time.
 *
 * @throws {DomainError} INVALID_INPUT for a file that cannot be read as Parquet, or is beyond a limit; RATE_LIMITED,
 *   also from `rows`, for a request while too many others read such files
 */
export async function openParquet(source: TableSource): Promise<Table> {
  const { name, path } = source;
  if (path === undefined) throw invalidInput(unreadable(name, 'it came as a text. Send it as a file'));
  const file = { name, path, reader: source.inRequest ? 'request' : 'job' } as const;
  const { columns, numeric, rowCount } = await headOf(file);
  let rowsRead = 0;
  return {
    format: 'PARQUET',
    delimiter: null,
    columns,
    columnsAreComplete: true,
    countLines: async () => null,
    fractionRead: () => rowsRead / Math.max(1, rowCount),
    async *rows(): AsyncGenerator<TableRow, void, undefined> {
      rowsRead = 0;
      for await (const cells of cellsOf(file)) {
        rowsRead += 1;
        yield checkedRow({ number: rowsRead, cells, numeric, problem: null });
      }
    },
  };
}

interface ParquetFile {
  readonly name: string;
  readonly path: string;
  readonly reader: 'request' | 'job';
}

async function headOf(file: ParquetFile) {
  for await (const answer of answersOf(file)) if (answer.kind === 'columns') return answer;
  return { columns: [], numeric: [], rowCount: 0 };
}

async function* cellsOf(file: ParquetFile): AsyncGenerator<readonly string[], void, undefined> {
  for await (const answer of answersOf(file)) if (answer.kind === 'rows') yield* answer.rows;
}

async function* answersOf({
  name,
  path,
  reader: of,
}: ParquetFile): AsyncGenerator<ParquetAnswer, void, undefined> {
  const endTurn = await parquetTurn(of);
  const reader = new ParquetReader(path, name);
  try {
    for (let answer = await reader.next(); answer.kind !== 'end'; answer = await reader.next()) yield answer;
  } finally {
    await reader.stop().finally(endTurn);
  }
}
