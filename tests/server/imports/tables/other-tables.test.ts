import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import type { TableRow } from '../../../../server/imports/tables/table.js';
import { fileSource, type TableSource, textSource } from '../../../../server/imports/tables/table-source.js';
import { withColumns } from '../../../../server/imports/tables/with-columns.js';

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

describe('the columns of NDJSON', () => {
  it('are those of all lines for an import, however late they are named', async () => {
    const table = await openTable(textSource('late.ndjson', `${'{"id":1}\n'.repeat(5_000)}{"late":1}`));

    expect(table).toMatchObject({ columns: ['id', 'late'], columnsAreComplete: true });
    expect(withColumns(table, ['other']).columns).toEqual(['id', 'late']);
  });

  it('are those of the beginning of a long file for a request, which says so', async () => {
    const long = `{"id":1,"text":"${'x'.repeat(1_000_000)}"}\n`;
    const table = await openTable({
      ...textSource('late.ndjson', `${long.repeat(68)}{"late":1}`),
      inRequest: true,
    });

    expect(table).toMatchObject({ columns: ['id', 'text'], columnsAreComplete: false });
    expect(withColumns(table, ['late', 'id']).columns).toEqual(['id', 'text', 'late']);
  });

  it.each(['{"a":{"b":1},"a.b":2}', '{"a":{"b":1,"b":2}}'])('have one value a line, not %s', async (line) => {
    const table = await openTable(textSource('twice.ndjson', `{"a":{"b":1}}\n${line}`));

    expect((await all(table.rows())).map(({ problem }) => problem)).toEqual([null, 'has two values for a.b']);
  });
});

it('gives back every digit of long numbers of NDJSON', async () => {
  const digits = fc.bigInt({ min: 1n, max: 10n ** 40n }).map(String);
  const line = fc.record({ id: digits, cents: fc.integer({ min: 1, max: 9 }), text: fc.string() });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1 }), async (lines) => {
      const text = lines.map(
        ({ id, cents, text }) => `{"id":${id},"amount":${id}.0${cents},"text":${JSON.stringify(text)}}`,
      );
      const table = await openTable(textSource('long.ndjson', text.join('\n')));

      expect((await all(table.rows())).map(({ cells, numeric }) => [...cells, numeric])).toEqual(
        lines.map(({ id, cents, text }) => [id, `${id}.0${cents}`, text, [true, true, false]]),
      );
    }),
    { numRuns: 50 },
  );
});

it('keeps every digit of the numbers of NDJSON, and says that they are numbers', async () => {
  const text =
    '{"id":9007199254740993,"amount":0.10000000000000000001,"text":"9007199254740993.5","list":[9007199254740993]}';
  const table = await openTable(textSource('ids.ndjson', text));

  expect(await all(table.rows())).toEqual([
    {
      number: 1,
      cells: ['9007199254740993', '0.10000000000000000001', '9007199254740993.5', '["9007199254740993"]'],
      numeric: [true, true, false, false],
      problem: null,
    },
  ]);
});

it('rejects a line of NDJSON that is nested too deeply', async () => {
  const text = `{"id":1}\n{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}\n`;
  const table = await openTable(textSource('deep.ndjson', text));

  expect((await all(table.rows())).map(({ problem }) => problem)).toEqual([
    null,
    'JSON is nested more than 100 levels deep',
  ]);
});

it.each([
  ['a,b\n1,2', 2],
  ['a,b\n1,2\n', 2],
  ['a,b\r\n1,2\r3,4\n\n5,6\r\n', 5],
  ['a,b\n1,"x\ny\nz"\n', 4],
])('counts the lines of %j', async (text, count) => {
  const table = await openTable(textSource('lines.csv', text));

  expect(await table.countLines()).toBe(count);
});

const source = (name: string, bytes: Uint8Array): TableSource => ({
  name,
  byteSize: bytes.byteLength,
  async *stream() {
    for (let start = 0; start < bytes.byteLength; start += 3) yield bytes.slice(start, start + 3);
  },
  slice: async (start, end) => bytes.slice(start, end).buffer as ArrayBuffer,
});
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf16 = new Uint8Array(Buffer.from('store,item\r\nZoé,1\r\n', 'utf16le'));

it.each([
  ['low.csv', utf16, /^low\.csv is UTF-16 text: save it as "CSV UTF-8"$/],
  ['high.csv', new Uint8Array(Buffer.from(utf16).swap16()), /^high\.csv is UTF-16 text/],
  ['low.ndjson', new Uint8Array(Buffer.from('{"a":1}', 'utf16le')), /is UTF-16 text/],
  [
    'scan.csv',
    latin('%PDF-1.7\n%\xe2\xe3\n'),
    /^scan\.csv is a PDF document: export the table as "CSV UTF-8"$/,
  ],
  ['photo.csv', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), /^photo\.csv is an image, not a table/],
  ['photo.tsv', latin('\xff\xd8\xff\xe0\0\x10JFIF'), /is an image/],
  ['login.csv', latin('\n<!DOCTYPE html><title>Sign in</title>'), /^login\.csv is a web page/],
  ['data.csv', latin('\x01\0\0\0\x02\0\0\0abcd'), /^data\.csv is not a text file: export the table/],
  [
    'late.csv',
    latin(`a,b\n${'1,2\n'.repeat(2_000)}3,\0\n`),
    /^late\.csv is not a text file \(first fault in line 2002: a NUL/,
  ],
  [
    'late.ndjson',
    latin(`${'{"a":1}\n'.repeat(1_000)}\0`),
    /^late\.ndjson is not a text file \(first fault in line 1001/,
  ],
])('says what %s is instead of a table', async (name, bytes, message) => {
  await expect(openTable(source(name, bytes)).then((table) => all(table.rows()))).rejects.toThrow(message);
});
