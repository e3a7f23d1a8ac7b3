import { invalidInput } from '../../errors/domain-error.js';
import { unreadable } from './parquet/parquet-limits.js';
import type { ParquetAnswer } from './parquet/parquet-messages.js';
import { ParquetReader } from './parquet/parquet-reader.js';
import { parquetTurn } from './parquet/parquet-turn.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';

/**
 * A Parquet file, read in a process of its own some thousand rows at a time.
 *
 * @throws {DomainError} INVALID_INPUT for a file that cannot be read as Parquet, or is beyond a limit; RATE_LIMITED, also
 *   from `rows`, for a request while too many others read such files
 */
export async function openParquet({ name, path }: TableSource): Promise<Table> {
  if (path === undefined) throw invalidInput(unreadable(name, 'it came as a text. Send it as a file'));
  const { columns, rowCount } = await headOf(path, name);
  let rowsRead = 0;
  return {
    format: 'PARQUET',
    delimiter: null,
    columns,
    fractionRead: () => rowsRead / Math.max(1, rowCount),
    async *rows(): AsyncGenerator<TableRow, void, undefined> {
      rowsRead = 0;
      for await (const cells of cellsOf(path, name)) {
        rowsRead += 1;
        yield { number: rowsRead, cells, problem: null };
      }
    },
  };
}

async function headOf(path: string, name: string) {
  for await (const answer of answersOf(path, name)) if (answer.kind === 'columns') return answer;
  return { columns: [], rowCount: 0 };
}

async function* cellsOf(path: string, name: string): AsyncGenerator<readonly string[], void, undefined> {
  for await (const answer of answersOf(path, name)) if (answer.kind === 'rows') yield* answer.rows;
}

async function* answersOf(path: string, name: string): AsyncGenerator<ParquetAnswer, void, undefined> {
  const endTurn = await parquetTurn();
  const reader = new ParquetReader(path, name);
  try {
    for (let answer = await reader.next(); answer.kind !== 'end'; answer = await reader.next()) yield answer;
  } finally {
    await reader.stop().finally(endTurn);
  }
}
