import { expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';

const open = (text: string, name = 'sales.csv') => openTable(textSource(name, text));

async function cellsOf(text: string): Promise<readonly (readonly string[])[]> {
  const table = await open(text);
  const rows: (readonly string[])[] = [];
  for await (const { cells, problem } of table.rows()) {
    expect(problem).toBeNull();
    rows.push(cells);
  }
  return rows;
}

const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'));
const width = 4;

it('gives back every cell that csv-stringify wrote, with any delimiter and quoted line breaks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(',', ';', '\t', '|'),
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      async (delimiter, rows, bom) => {
        const text = stringify([['store', 'item', 'clicks', 'note'], ...rows], {
          delimiter,
          quoted_match: /[,;\t|"\r\n]|^$/,
          bom,
        });

        expect(await cellsOf(text)).toEqual(rows);
        expect((await open(text)).delimiter).toBe(delimiter);
      },
    ),
    { numRuns: 60 },
  );
});

it('numbers rows as a spreadsheet does, blank lines and line breaks in cells included', async () => {
  const table = await open('item,note\na,"two\nlines"\n\nb,x\n');

  const numbers: number[] = [];
  for await (const { number } of table.rows()) numbers.push(number);

  expect(numbers).toEqual([2, 4]);
});

it('passes on a row of the wrong width with its problem', async () => {
  const table = await open('item,clicks\na,1,2\n');

  for await (const row of table.rows()) {
    expect(row).toEqual({
      number: 2,
      cells: ['a', '1', '2'],
      numeric: null,
      problem: 'has 3 cells where the header has 2',
    });
  }
});

it('names a blank and a repeated header cell', async () => {
  expect((await open('item,,price,price\n')).columns).toEqual(['item', 'column 2', 'price', 'price (2)']);
});

it('says where a file is not UTF-8 and what to do', async () => {
  const bytes = Buffer.from('item,title\na,plain\nb,Soir\u00e9e\n', 'latin1');
  const source = {
    name: 'old.csv',
    byteSize: bytes.byteLength,
    async *stream() {
      yield new Uint8Array(bytes);
    },
    slice: async (start: number, end?: number) => new Uint8Array(bytes).slice(start, end).buffer,
  };

  await expect(openTable(source)).rejects.toThrow(
    /^old\.csv is not UTF-8 text \(first fault in line 3\)\. Save it as "CSV UTF-8"/,
  );
});

it('says that a quotation mark is never closed', async () => {
  await expect(open('item,note\na,"open\nb,c\n')).rejects.toThrow(
    /a quotation mark opens a cell and none closes it/,
  );
});

it.each([
  ['PK\u0003\u0004', 'book.csv', /save the sheet as CSV/],
  ['[{"a":1}]', 'array.json', /one object a line/],
  ['item;clicks', 'x.parquet', /is not a Parquet file/],
])('tells what %j is instead of a table', async (text, name, message) => {
  await expect(open(text, name)).rejects.toThrow(message);
});

it('refuses a file without a header', async () => {
  await expect(open('\nitem,clicks\n')).rejects.toThrow(/has no header/);
});
