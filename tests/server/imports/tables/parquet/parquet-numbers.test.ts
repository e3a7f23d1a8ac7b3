import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { openTable } from '../../../../../server/imports/tables/open-table.js';
import { fileSource } from '../../../../../server/imports/tables/table-source.js';

const folder = mkdtempSync(join(tmpdir(), 'toile-parquet-numbers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Column {
  readonly element: SchemaElement;
  readonly data: unknown[];
}

/** A file of flat columns, as hyparquet-writer writes it. */
const flatFile = (columns: readonly Column[], rowGroupSize = 1_000) =>
  new Uint8Array(
    parquetWriteBuffer({
      schema: [{ name: 'root', num_children: columns.length }, ...columns.map(({ element }) => element)],
      columnData: columns.map(({ element, data }) => ({ name: element.name, data })),
      rowGroupSize,
    }),
  );

async function tableOf(bytes: Uint8Array) {
  const path = join(folder, 'file.parquet');
  writeFileSync(path, bytes);
  return openTable(await fileSource(path));
}

async function rowsOf(bytes: Uint8Array) {
  const cells: (readonly string[])[] = [];
  const numeric = new Set<string>();
  for await (const row of (await tableOf(bytes)).rows()) {
    cells.push(row.cells);
    numeric.add(JSON.stringify(row.numeric));
  }
  return { cells, numeric: [...numeric] };
}

const decimal = (
  name: string,
  scale: number,
  precision: number,
  type: Partial<SchemaElement>,
): SchemaElement => ({
  name,
  repetition_type: 'OPTIONAL',
  converted_type: 'DECIMAL',
  scale,
  precision,
  ...type,
});

/** Written out by hand, from the unscaled number: its sign, and as many digits after the point as are not zeros. */
function written(unscaled: bigint | null, scale: number): string {
  if (unscaled === null) return '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  return `${unscaled < 0n ? '-' : ''}${whole}${scale > 0 && fraction ? `.${fraction}` : ''}`;
}

it('keeps every digit of decimals in all their types, in pages with and without a dictionary', async () => {
  const values = (digits: number) => {
    const most = 10n ** BigInt(digits) - 1n;
    return fc.oneof(fc.bigInt({ min: -most, max: most }), fc.constantFrom(null, 0n, most, -most, most));
  };
  const row = fc.tuple(values(9), values(18), values(38), values(60));
  const scales = fc.tuple(fc.nat(9), fc.nat(18), fc.nat(38), fc.nat(60));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), scales, async (rows, [a, b, c, d]) => {
      const elements = [
        decimal('a', a, 9, { type: 'INT32' }),
        decimal('b', b, 18, { type: 'INT64' }),
        decimal('c', c, 38, { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 }),
        decimal('d', d, 60, { type: 'BYTE_ARRAY' }),
      ];
      const columns = elements.map((element, n) => ({
        element,
        data: rows.map((cells) => cells[n] ?? null),
      }));

      const { cells, numeric } = await rowsOf(flatFile(columns, 15));

      expect(cells).toEqual(
        rows.map((unscaled) => unscaled.map((value, n) => written(value, [a, b, c, d][n]!))),
      );
      expect(numeric).toEqual(['[true,true,true,true]']);
    }),
    { numRuns: 4 },
  );
});

it('keeps every digit of decimals in lists, objects and maps', async () => {
  const amount = decimal('amount', 2, 38, { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 });
  const large = 12345678901234567890123n;
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 3 },
        { name: 'amounts', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { ...amount, name: 'element' },
        { name: 'order', repetition_type: 'OPTIONAL', num_children: 2 },
        { name: 'id', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
        amount,
        { name: 'prices', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'MAP' },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        { name: 'key', repetition_type: 'REQUIRED', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
        { ...amount, name: 'value' },
      ],
      columnData: [
        { name: 'amounts', data: [[large, 1n], null] },
        { name: 'order', data: [{ id: 'o1', amount: large }, null] },
        { name: 'prices', data: [{ a: large }, null] },
      ],
    }),
  );

  const { cells, numeric } = await rowsOf(bytes);

  expect(cells).toEqual([
    [
      '["123456789012345678901.23","0.01"]',
      '{"id":"o1","amount":"123456789012345678901.23"}',
      '{"a":"123456789012345678901.23"}',
    ],
    ['', '', ''],
  ]);
  expect(numeric).toEqual(['[false,false,false]']);
});

it('reads a decimal and a date that only the newer type names', async () => {
  const { cells } = await rowsOf(
    flatFile([
      {
        element: {
          name: 'amount',
          repetition_type: 'REQUIRED',
          type: 'INT64',
          logical_type: { type: 'DECIMAL', precision: 18, scale: 2 },
        },
        data: [1999n],
      },
      {
        element: { name: 'day', repetition_type: 'REQUIRED', type: 'INT32', logical_type: { type: 'DATE' } },
        data: [20_513],
      },
    ]),
  );

  expect(cells).toEqual([['19.99', '2026-03-01']]);
});

it('reads whole numbers of 64 bits, and the shortest text of others', async () => {
  const required = { repetition_type: 'REQUIRED' } as const;
  const { cells, numeric } = await rowsOf(
    flatFile([
      {
        element: { name: 'id', type: 'INT64', ...required },
        data: [-9007199254740993n, 9223372036854775807n],
      },
      {
        element: { name: 'unsigned', type: 'INT64', converted_type: 'UINT_64', ...required },
        data: [18446744073709551615n, 1n],
      },
      { element: { name: 'single', type: 'FLOAT', ...required }, data: [19.99, 16777217] },
      { element: { name: 'double', type: 'DOUBLE', ...required }, data: [0.1, 1e21] },
      {
        element: { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', ...required },
        data: ['1.250', 'x'],
      },
      { element: { name: 'bytes', type: 'BYTE_ARRAY', ...required }, data: ['Zoé', 'y'].map(utf8) },
      {
        element: { name: 'json', type: 'BYTE_ARRAY', converted_type: 'JSON', ...required },
        data: [{ a: 1 }, { a: 2 }],
      },
    ]),
  );

  expect(cells).toEqual([
    ['-9007199254740993', '18446744073709551615', '19.99', '0.1', '1.250', 'Zoé', '{"a":1}'],
    ['9223372036854775807', '1', '16777216', '1000000000000000000000', 'x', 'y', '{"a":2}'],
  ]);
  expect(numeric).toEqual(['[true,true,true,true,false,false,false]']);
});

const utf8 = (text: string) => new TextEncoder().encode(text);

it('refuses two columns of one name', async () => {
  const element: SchemaElement = { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' };
  const file = flatFile([
    { element, data: [1] },
    { element, data: [2] },
  ]);

  await expect(tableOf(file)).rejects.toThrow(
    'file.parquet cannot be read as Parquet: two columns have the name id. Rename one',
  );
});
