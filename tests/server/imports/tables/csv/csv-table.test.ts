import { describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { CsvQuoting, type CsvSettings } from '../../../../../server/imports/tables/csv/csv-quoting.js';
import { openTable } from '../../../../../server/imports/tables/open-table.js';
import { textSource } from '../../../../../server/imports/tables/table-source.js';

const open = (text: string, name = 'sales.csv', settings: CsvSettings = {}) =>
  openTable(textSource(name, text), settings);

async function cellsOf(text: string, settings: CsvSettings = {}): Promise<readonly (readonly string[])[]> {
  const table = await open(text, 'sales.csv', settings);
  const rows: (readonly string[])[] = [];
  for await (const { cells, problem } of table.rows()) {
    expect(problem).toBeNull();
    rows.push(cells);
  }
  return rows;
}

/** The cells, or the sentence with which the file is refused. */
const cellsOrFault = (text: string, settings: CsvSettings = {}) =>
  cellsOf(text, settings).catch((error: Error) => error.message);

async function rowCountOrFault(text: string, settings: CsvSettings): Promise<number | string> {
  const table = await open(text, 'sales.csv', settings);
  let count = 0;
  try {
    for await (const _ of table.rows()) count += 1;
  } catch (error) {
    return (error as Error).message;
  }
  return count;
}

const DELIMITERS = [',', ';', '\t', '|'];
const LINE_ENDS = ['\n', '\r\n', '\r'];
const SWALLOWED = /reads like a row of its own\. If the file does not quote its cells, set quoting to "none"/;
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0')),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', 'x', '|', '\t'), maxLength: 8 }),
);
const tableOf = (cells: fc.Arbitrary<string>, minimum = 1) =>
  fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: minimum }),
    );
const headerOf = (rows: readonly (readonly string[])[]) => rows[0]!.map((_, n) => `column ${n}`);

it('gives back every cell that csv-stringify wrote, or refuses a cell that holds what reads like a row', async () => {
  await fc.assert(
    fc.asyncProperty(
      tableOf(cell),
      fc.record({
        delimiter: fc.constantFrom(...DELIMITERS),
        record_delimiter: fc.constantFrom(...LINE_ENDS),
        quoted: fc.boolean(),
        bom: fc.boolean(),
        eof: fc.boolean(),
      }),
      async (rows, options) => {
        const text = stringify([headerOf(rows), ...rows], {
          ...options,
          quoted_match: /[,;\t|"\r\n]|^\s*$/,
        });
        const settings = { delimiter: options.delimiter };

        const checked = await cellsOrFault(text, settings);
        const trusted = await cellsOf(text, { ...settings, quoting: CsvQuoting.QUOTED });

        expect(trusted).toEqual(rows);
        if (typeof checked === 'string') expect(checked).toMatch(SWALLOWED);
        else expect(checked).toEqual(rows);
      },
    ),
    { numRuns: 100 },
  );
});

it('finds the delimiter and the cells of a table whose cells have no line breaks', async () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\0\r\n]/.test(text));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...DELIMITERS), tableOf(word), async (delimiter, rows) => {
      const text = stringify([headerOf(rows), ...rows], { delimiter, quoted_match: /[,;\t|"]|^\s*$/ });

      expect(await cellsOf(text)).toEqual(rows);
      expect((await open(text)).delimiter).toBe(delimiter);
    }),
    { numRuns: 60 },
  );
});

describe('a table that does not quote its cells', () => {
  const stray = fc.string({ unit: fc.constantFrom('"', ' ', 'x', 'y'), minLength: 1, maxLength: 4 });
  const strayRows = tableOf(stray).filter((rows) => rows.every((row) => row.join('').trim() !== ''));
  const textOf = (rows: readonly (readonly string[])[], lineEnd: string) =>
    [headerOf(rows), ...rows].map((row) => row.join('\t')).join(lineEnd);

  it('is refused or keeps every row, wherever its quotation marks are', async () => {
    await fc.assert(
      fc.asyncProperty(strayRows, fc.constantFrom(...LINE_ENDS), async (rows, lineEnd) => {
        const count = await rowCountOrFault(textOf(rows, lineEnd), { delimiter: '\t' });

        if (typeof count === 'string') expect(count).toMatch(/quoting to "none"/);
        else expect(count).toBe(rows.length);
      }),
      { numRuns: 200 },
    );
  });

  it('comes in whole where that is said', async () => {
    const settings = { delimiter: '\t', quoting: CsvQuoting.NONE };
    await fc.assert(
      fc.asyncProperty(strayRows, fc.constantFrom(...LINE_ENDS), async (rows, lineEnd) => {
        expect(await cellsOf(textOf(rows, lineEnd), settings)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('tells its delimiter also with quotation marks', async () => {
    const text = 'item\ttitle\n"a\tx, y\nb"\tz, y\n';

    const table = await open(text, 'items.tsv', { quoting: CsvQuoting.NONE });

    expect(table.delimiter).toBe('\t');
  });
});

it.each([
  [
    'item,note\na,"open\nb,c\n',
    /^sales\.csv, line 2: a quotation mark opens a cell and none closes it\. If the file/,
  ],
  ['item,note\na,b\na,"b" c\n', /line 3: a quotation mark closes a cell, but " c" follows it\./],
  ['item,note\n"a\nb\n c" d,e\n', /lines 2 to 4: a quotation mark closes a cell, but " d,e" follows it\./],
  ['item,note\na,b\na,"b" ,c\n', /line 3: a quotation mark closes a cell, but " ,c" follows it\./],
  ['item,note,x\n"a\nb","c"d,e\n', /line 3: a quotation mark closes a cell/],
  ['item,note\na, "b"\n', /line 2: a cell begins with a space and a quotation mark; remove the space/],
  [
    'item,note\na,"x\nb,y"\n',
    /^sales\.csv, lines 2 to 3: a quoted cell makes these lines one row, but line 3 reads/,
  ],
  [
    'item,note,n\na,"x,1\nb,y",2\n',
    /lines 2 to 3: a quoted cell makes these lines one row, but line 2 reads/,
  ],
  ['item,note,n\na,b,"x\r\nb,y,""q"\r\n', /lines 2 to 3: a quoted cell makes these lines one row/],
  ['item\n"x\ny"\n', /lines 2 to 3: a quoted cell makes these lines one row/],
])('refuses the quotation marks of %j and says what to do', async (text, message) => {
  const fault = await cellsOrFault(text);

  expect(fault).toMatch(message);
  expect(fault).toMatch(/\. If the file does not quote its cells, set quoting to "none"; if it/);
});

it.each([
  ['item,note\nheel,5" high\n', [['heel', '5" high']]],
  ['item,note\na"b"c,""\n', [['a"b"c', '']]],
  [
    'item,note\na,"first, line\nsecond"\nb,c',
    [
      ['a', 'first, line\nsecond'],
      ['b', 'c'],
    ],
  ],
  ['item,note,n\n"two\nlines",a,b\n', [['two\nlines', 'a', 'b']]],
  ['item,note,n\na,"one\n\nthree",b\n', [['a', 'one\n\nthree', 'b']]],
])('reads the quotation marks of %j', async (text, cells) => {
  expect(await cellsOf(text)).toEqual(cells);
});

it.each(['"', '\n', '\r'])('refuses the delimiter %j', async (delimiter) => {
  await expect(open('a,b\n1,2\n', 'sales.csv', { delimiter })).rejects.toThrow(
    'A quotation mark or a line break cannot be the delimiter: state the character between the cells',
  );
});

it('reads CRLF, LF and CR in one file', async () => {
  expect(await cellsOf('item,n\r\na,1\nb,2\rc,"3"\r\n\rd,4')).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['d', '4'],
  ]);
});

it('reads a file whose pieces end anywhere', async () => {
  const text = 'item::note\r\na::"x ""y"" \r\nz"\r\n"b"::c\r\n';
  for (const pieceBytes of [1, 2, 3, 5, 7]) {
    const table = await openTable(piecesSource(text, pieceBytes), { delimiter: '::' });
    const rows: (readonly string[])[] = [];
    for await (const { cells } of table.rows()) rows.push(cells);

    expect(rows).toEqual([
      ['a', 'x "y" \r\nz'],
      ['b', 'c'],
    ]);
  }
});

function piecesSource(text: string, pieceBytes: number) {
  const bytes = new TextEncoder().encode(text);
  return {
    name: 'pieces.csv',
    byteSize: bytes.byteLength,
    async *stream() {
      for (let start = 0; start < bytes.byteLength; start += pieceBytes)
        yield bytes.slice(start, start + pieceBytes);
    },
    slice: async (start: number, end?: number) => bytes.slice(start, end).buffer,
  };
}

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

describe('what spreadsheets write for themselves', () => {
  it.each(['\n', '\r\n', '\r'])('a first line sep= states the delimiter, before %j', async (end) => {
    const table = await open(['sep=^', 'store^item, all', 'Alba^a;1', 'Alba^b;2'].join(end));

    expect(table).toMatchObject({ delimiter: '^', columns: ['store', 'item, all'] });
    const rows: unknown[] = [];
    for await (const { number, cells } of table.rows()) rows.push([number, cells]);
    expect(rows).toEqual([
      [3, ['Alba', 'a;1']],
      [4, ['Alba', 'b;2']],
    ]);
    expect(await table.countLines()).toBe(4);
  });

  it('a stated delimiter goes before it', async () => {
    const table = await open('SEP=;\nstore,item\nAlba,a', 'sales.csv', { delimiter: ',' });

    expect(table).toMatchObject({ delimiter: ',', columns: ['store', 'item'] });
  });

  it('is counted among the lines that a fault names', async () => {
    expect(await cellsOrFault('sep=;\nstore;item\nAlba;"a" x')).toMatch(
      'sales.csv, line 3: a quotation mark',
    );
  });

  it('is refused where nothing follows it', async () => {
    await expect(open('sep=;\n')).rejects.toThrow('sales.csv has no header');
  });

  it('a column may be named sep', async () => {
    expect((await open('sep;item\n1;2')).columns).toEqual(['sep', 'item']);
  });

  it.each([
    ['="00123"', '00123'],
    ['"=""00123"""', '00123'],
    ['"=""5"""" heel"""', '5" heel'],
    ['=""', ''],
    ['=1+1', '=1+1'],
    ['="a"&"b"', '="a"&"b"'],
    ['="', '="'],
  ])('a cell %s is read as %s', async (written, text) => {
    expect(await cellsOf(`store,item\nAlba,${written}`)).toEqual([['Alba', text]]);
  });

  it('reads the names of columns likewise', async () => {
    expect((await open('="store",="item"\nAlba,a')).columns).toEqual(['store', 'item']);
  });
});

describe('a first line that is data', () => {
  it.each(['Nord,mug,AI_GENERATED,1000,12,3', 'Nord,2026-03-01,1.234,50', 'o1,2026-03-01T10:00:00Z,19.99'])(
    'is not taken for the names of columns: %s',
    async (line) => {
      await expect(open(`${line}\n${line}\n`)).rejects.toThrow(/first line of sales\.csv looks like data/);
    },
  );

  it.each(['item,2024,2025', 'sku,store,origin,price,36,37,38', 'item,7,clicks', 'item,clicks 30,orders 30'])(
    'may name columns like %s',
    async (line) => {
      expect((await open(`${line}\na,1,2\n`)).columns).toEqual(line.split(','));
    },
  );
});

describe('a header that comes again', () => {
  it.each([
    ['in the same order', 'item,clicks,orders'],
    ['in another order, with a mark of its encoding', '\uFEFFclicks,orders,item'],
  ])('refuses the file, %s', async (_, again) => {
    const text = `item,clicks,orders\na,1,2\n${again}\nb,3,4\n`;

    expect(await cellsOrFault(text)).toMatch(/^Row 3 of sales\.csv repeats the header/);
  });

  it.each(['item,item,clicks', 'item,clicks,1', 'a,clicks,orders'])('takes %s for a row', async (row) => {
    expect(await cellsOrFault(`item,clicks,orders\n${row}\n`)).toEqual([row.split(',')]);
  });
});
