import { expect, it } from '@jest/globals';
import { NumberFormat } from '../../../../server/imports/mapping/number-format.js';
import { AMOUNT_KIND, COUNT_KIND } from '../../../../server/imports/mapping/number-kind.js';
import { BOUNDS_IN_REQUEST, surveyTable } from '../../../../server/imports/survey/survey-table.js';
import { surveyedMapping } from '../../../../server/imports/survey/surveyed-mapping.js';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';

const FIELDS = [
  { name: 'count', required: false, description: '', aliases: [], number: COUNT_KIND },
  { name: 'price', required: false, description: '', aliases: [], number: AMOUNT_KIND },
] as const;

/** A file of two columns from cells with semicolons between them. */
const tableOf = (rows: readonly string[], name = 'file.csv') =>
  openTable(textSource(name, ['count;price', ...rows].join('\n')), { delimiter: ';' });

async function formatOf(rows: readonly string[]): Promise<NumberFormat | null> {
  const { numberFormat } = await surveyedMapping({ fields: FIELDS, table: await tableOf(rows), maps: [] });
  return numberFormat;
}

it.each<[string, string[], NumberFormat | null]>([
  ['no number has a point or a comma', ['1000;5', '20;'], null],
  ['spaces separate thousands alone', ['1 000;2 500'], null],
  ['a decimal comma', ['1;19,99'], NumberFormat.DECIMAL_COMMA],
  ['a decimal point', ['1;19.99'], NumberFormat.DECIMAL_POINT],
  [
    'a late number that settles the earlier ones',
    ['1.000;1', '2.500;1', '1.234.567;1'],
    NumberFormat.DECIMAL_COMMA,
  ],
  ['a zero before three decimals', ['1;0.125'], NumberFormat.DECIMAL_POINT],
  [
    'counts that a program wrote with a zero after the point',
    ['10.0;1', '7.0;1'],
    NumberFormat.DECIMAL_POINT,
  ],
  ['groups with a decimal', ['1;1.250', '1;1.234,50'], NumberFormat.DECIMAL_COMMA],
  ['spaces as groups with a decimal', ['1;1,250', '1;1 234,50'], NumberFormat.DECIMAL_COMMA],
  ['no cell that its field takes', ['0.5;-0.5', '3;1'], null],
  ['Indian groups', ['12,34,567;1'], NumberFormat.DECIMAL_POINT],
  ['a sign of a currency', ['1;€ 19,99'], NumberFormat.DECIMAL_COMMA],
  ['a text in a number column says nothing', ['n/a;19,99', '2026-01-31;1'], NumberFormat.DECIMAL_COMMA],
])('finds the number format: %s', async (_, rows, format) => {
  expect(await formatOf(rows)).toBe(format);
});

it.each<[string, string[], RegExp]>([
  [
    'two readings',
    ['10.000;5', '20.000;5'],
    /^count is written like "10\.000" in row 2: 10000 or 10\? Declare/,
  ],
  ['two readings in an amount', ['1;9,370'], /^price is written like "9,370" in row 2: 9\.37 or 9370\?/],
  [
    'two readings and a column that is clear',
    ['10.000;19.99'],
    /^count is written like "10\.000" in row 2: 10000 or 10\?/,
  ],
  [
    'two readings and a count that is not whole',
    ['10.000;5', '0.5;5'],
    /^count is written like "10\.000" in row 2: 10000 or 10\?/,
  ],
  [
    'two readings and one plain decimal',
    ['1;1.250', '1;10.000', '1;12.50'],
    /1250 or 1\.25\? "12\.50" in row 4 alone does not settle it/,
  ],
  ['two readings and a slip', ['1;1,299', '1;2,100', '1;12,5'], /1\.299 or 1299\? "12,5" in row 4 alone/],
  ['two readings and a count with a zero after the point', ['10.000;1', '7.0;1'], /10000 or 10\?/],
  ['two readings and three decimals', ['1;1.250', '1;0.125'], /1250 or 1\.25\?/],
  ['two readings and a decimal without groups', ['1;1.250', '1;1234.567'], /1250 or 1\.25\?/],
  ['two readings and a count with a comma that is not whole', ['10,000;5', '0,5;5'], /10 or 10000\?/],
  ['two readings and a negative count', ['10.000;5', '-7.0;5'], /10000 or 10\?/],
  ['two readings and a count with a sign', ['10.000;5', '+7.0;5'], /10000 or 10\?/],
  ['two readings and a count beyond the range', ['10.000;5', '9999999999999.0;5'], /10000 or 10\?/],
  ['two readings and a negative amount', ['1;9.370', '1;-0.5'], /9370 or 9\.37\?/],
  ['two readings and an amount beyond the range', ['1;9.370', '1;99999999999999.5'], /9370 or 9\.37\?/],
  [
    'two ways in one column',
    ['1;19,99', '2;5', '3;19.99'],
    /^price is written in two ways, "19\.99" in row 4 and "19,99" in row 2/,
  ],
  [
    'columns that differ',
    ['1.234.567;1', '5;19.99'],
    /^price is written like "19\.99" in row 3 and count like "1\.234\.567" in row 2: no number format reads both/,
  ],
])('is refused for %s until the format is declared', async (_, rows, message) => {
  const table = await tableOf(rows);

  await expect(surveyedMapping({ fields: FIELDS, table, maps: [] })).rejects.toThrow(message);
  const numberFormat = NumberFormat.DECIMAL_COMMA;
  expect(await surveyedMapping({ fields: FIELDS, table, maps: [], numberFormat })).toMatchObject({
    numberFormat,
  });
});

it('takes what NDJSON holds as numbers for what it says, and asks about texts', async () => {
  const ndjson = (price: unknown) =>
    openTable(textSource('f.ndjson', JSON.stringify({ count: 1.25, price })));

  expect(await surveyedMapping({ fields: FIELDS, table: await ndjson(1.125), maps: [] })).toMatchObject({
    numberFormat: null,
  });
  await expect(surveyedMapping({ fields: FIELDS, table: await ndjson('1.125'), maps: [] })).rejects.toThrow(
    'price is written like "1.125" in row 1: 1125 or 1.125?',
  );
});

it('reads no further than its bounds, and says so', async () => {
  const table = await tableOf(Array.from({ length: 30 }, (_, n) => `${n};1`));
  const columns = [{ field: 'count', kind: COUNT_KIND, column: 0 }] as const;

  const bounds = { ...BOUNDS_IN_REQUEST, rows: 10 };
  expect(await surveyTable({ table, columns, bounds })).toMatchObject({ rowCount: 10, sawAllRows: false });
  expect(await surveyTable({ table, columns, bounds: BOUNDS_IN_REQUEST })).toMatchObject({
    rowCount: 30,
    sawAllRows: true,
  });
});
