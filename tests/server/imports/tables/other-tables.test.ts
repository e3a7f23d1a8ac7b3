import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import type { TableRow } from '../../../../server/imports/tables/table.js';
import { fileSource, textSource } from '../../../../server/imports/tables/table-source.js';

const folder = mkdtempSync(join(tmpdir(), 'toile-tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function all(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const found: TableRow[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

it('reads NDJSON by its content, nested objects as columns by path', async () => {
  const text = '{"id":1,"properties":{"price":1.5,"tags":["a"]}}\n\n{"id":null,"late":true}\nnot json\n';
  const table = await openTable(textSource('export', text));

  expect(table).toMatchObject({
    format: 'NDJSON',
    columns: ['id', 'properties.price', 'properties.tags', 'late'],
  });
  expect(await all(table.rows())).toEqual([
    { number: 1, cells: ['1', '1.5', '["a"]', ''], numeric: [true, true, false, false], problem: null },
    { number: 3, cells: ['', '', '', 'true'], numeric: [false, false, false, false], problem: null },
    { number: 4, cells: ['not json', '', '', ''], numeric: null, problem: 'is not a JSON object' },
  ]);
  expect(table.fractionRead()).toBe(1);
});

it('reads Parquet of several row groups: days as days, times in UTC, big integers whole', async () => {
  const path = join(folder, 'counts.parquet');
  const day = new Date('2026-03-01T00:00:00Z');
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'item', data: ['a', 'b', null], type: 'STRING', nullable: true },
      { name: 'clicks', data: [1n, 9007199254740993n, 3n], type: 'INT64' },
      { name: 'at', data: [day, day, day], type: 'TIMESTAMP' },
      { name: 'share', data: [0.5, 2, 1e-7], type: 'DOUBLE' },
    ],
    rowGroupSize: 2,
  });
  writeFileSync(path, new Uint8Array(bytes));

  const table = await openTable(await fileSource(path));

  const numeric = [false, true, false, true];
  expect(table).toMatchObject({ format: 'PARQUET', columns: ['item', 'clicks', 'at', 'share'] });
  expect(await all(table.rows())).toEqual([
    { number: 1, cells: ['a', '1', '2026-03-01T00:00:00.000Z', '0.5'], numeric, problem: null },
    {
      number: 2,
      cells: ['b', '9007199254740993', '2026-03-01T00:00:00.000Z', '2'],
      numeric,
      problem: null,
    },
    { number: 3, cells: ['', '3', '2026-03-01T00:00:00.000Z', '0.0000001'], numeric, problem: null },
  ]);
});

it('says that a file cut short is no Parquet', async () => {
  const path = join(folder, 'cut.parquet');
  writeFileSync(path, 'PAR1 and nothing else');

  await expect(openTable(await fileSource(path))).rejects.toThrow(/cut\.parquet cannot be read as Parquet/);
});

it('refuses a missing and an empty file', async () => {
  const empty = join(folder, 'empty.csv');
  writeFileSync(empty, '');

  await expect(fileSource(join(folder, 'none.csv'))).rejects.toThrow(/There is no file/);
  await expect(fileSource(empty)).rejects.toThrow('empty.csv is empty');
});
