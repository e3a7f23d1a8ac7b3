import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { NumberFormat } from '../../../../server/imports/index.js';
import { fileSource, type TableSource, textSource } from '../../../../server/imports/tables/table-source.js';
import { type Cell, type Decimal, plainText, type Row, textOf } from './cells.js';

/** Writes rows as a shop does, and says what has to be declared about them. */
export interface WrittenAs {
  readonly source: (rows: readonly Row[]) => Promise<TableSource>;
  /** The number that a report gives the first row. */
  readonly firstRow: number;
  readonly numberFormat: NumberFormat | null;
}

const named = (extension: string) => `sales-${randomUUID()}.${extension}`;

/** Names and amounts each as JSON's numbers or as texts. */
export const NDJSON: fc.Arbitrary<WrittenAs> = fc
  .record({ asNumbers: fc.boolean(), amountsAsNumbers: fc.boolean() })
  .map(({ asNumbers, amountsAsNumbers }) => {
    const written = (cell: Cell) => {
      if (cell === null) return 'null';
      if (typeof cell === 'string') return JSON.stringify(cell);
      const isNumber = cell.scale === 0 ? asNumbers : amountsAsNumbers;
      return isNumber ? plainText(cell) : JSON.stringify(plainText(cell));
    };
    const lineOf = (row: Row) =>
      `{${Object.entries(row)
        .map(([name, cell]) => `${JSON.stringify(name)}:${written(cell)}`)
        .join(',')}}`;
    return {
      source: async (rows) => textSource(named('ndjson'), rows.map(lineOf).join('\n')),
      firstRow: 1,
      numberFormat: null,
    };
  });

/** As a program exports it, and as a spreadsheet of a country with decimal commas does, with or without groups. */
export const CSV: fc.Arbitrary<WrittenAs> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    comma: fc.boolean(),
    grouped: fc.boolean(),
    quoted: fc.boolean(),
    bom: fc.boolean(),
    isDeclared: fc.boolean(),
  })
  .map(({ delimiter, comma, grouped, quoted, bom, isDeclared }) => ({
    source: async (rows) => {
      const columns = Object.keys(rows[0]!);
      const cells = rows.map((row) =>
        columns.map((column) => spelled(column, row[column]!, { comma, grouped })),
      );
      return textSource(named('csv'), stringify([columns, ...cells], { delimiter, quoted, bom }));
    },
    firstRow: 2,
    numberFormat: isDeclared ? (comma ? NumberFormat.DECIMAL_COMMA : NumberFormat.DECIMAL_POINT) : null,
  }));

const NAMES = ['store', 'item', 'visitor', 'order', 'id'];

/** Numbers in the style of a country; a spreadsheet does not group the digits of names. */
function spelled(column: string, cell: Cell, style: { comma: boolean; grouped: boolean }): string {
  const text = textOf(cell);
  if (cell === null || typeof cell === 'string' || NAMES.includes(column)) return text;
  const [point, group] = style.comma ? [',', '.'] : ['.', ','];
  const [digits = '', ...decimals] = text.split('.');
  const whole = style.grouped ? digits.replace(/\B(?=(?:\d{3})+$)/gu, group) : digits;
  return [whole, ...decimals].join(point);
}

const decimal = (scale: number, precision: number, type: Partial<SchemaElement>): Partial<SchemaElement> => ({
  converted_type: 'DECIMAL',
  scale,
  precision,
  ...type,
});

const LARGE = decimal(0, 38, { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 });
const BIGINT: Partial<SchemaElement> = { type: 'INT64' };
const TEXT: Partial<SchemaElement> = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
const AMOUNT = decimal(2, 18, { type: 'INT64' });

const TYPES: Readonly<Record<string, Partial<SchemaElement>>> = {
  store: LARGE,
  item: LARGE,
  order: LARGE,
  visitor: BIGINT,
  id: BIGINT,
  impressions: BIGINT,
  clicks: BIGINT,
  orders: BIGINT,
  returns: BIGINT,
  quantity: BIGINT,
  amount: AMOUNT,
  revenue: AMOUNT,
  price: decimal(4, 9, { type: 'INT32' }),
};

/** As a warehouse exports it: DECIMAL and BIGINT columns, in row groups of five rows. */
export const parquetIn = (folder: string): WrittenAs => ({
  source: async (rows) => {
    const path = join(folder, named('parquet'));
    writeFileSync(path, new Uint8Array(parquetOf(rows)));
    return fileSource(path);
  },
  firstRow: 1,
  numberFormat: null,
});

function parquetOf(rows: readonly Row[]): ArrayBuffer {
  const columns = Object.keys(rows[0]!);
  const elements = columns.map(
    (name): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...(TYPES[name] ?? TEXT) }),
  );
  return parquetWriteBuffer({
    schema: [{ name: 'root', num_children: columns.length }, ...elements],
    columnData: columns.map((name) => ({ name, data: rows.map((row) => storedAs(row[name]!)) })),
    rowGroupSize: 5,
  });
}

const storedAs = (cell: Cell): string | bigint | null => (isDecimal(cell) ? cell.units : cell);

const isDecimal = (cell: Cell): cell is Decimal => cell !== null && typeof cell !== 'string';
