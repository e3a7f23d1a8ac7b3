import { invalidInput } from '../../errors/domain-error.js';
import { unreadable } from './parquet/parquet-limits.js';
import { ParquetReader } from './parquet/parquet-reader.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';

/**
 * A Parquet file, read in a process of its own some thousand rows at a time.
 *
 * @throws {DomainError} INVALID_INPUT for a file that cannot be read as Parquet, or is beyond a limit
 */
export async function openParquet({ name, path }: TableSource): Promise<Table> {
  if (path === undefined) throw invalidInput(unreadable(name, 'it came as a text. Send it as a file'));
  const reader = new ParquetReader(path, name);
  const first = await reader.next().finally(() => reader.stop());
  const { columns, rowCount } = first.kind === 'columns' ? first : NOTHING;
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

const NOTHING = { columns: [], rowCount: 0 };

async function* cellsOf(path: string, name: string): AsyncGenerator<readonly string[], void, undefined> {
  const reader = new ParquetReader(path, name);
  try {
    for (let answer = await reader.next(); answer.kind !== 'end'; answer = await reader.next())
      if (answer.kind === 'rows') yield* answer.rows;
  } finally {
    await reader.stop();
  }
}
