import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Data, useToile } from '../../support/product/execute.js';
import { ANALYST } from '../../support/product/viewers.js';

/** What the import page shows of files of shops that once came in wrong. */
const product = useToile();

const PREVIEW = `query ($input: ImportPreviewInput!) { importPreview(input: $input) {
  columnsAreComplete columns { name } fields { name } maps { field column } mappedRows problems { field row message } } }`;

async function preview(name: string, settings: object = {}): Promise<Data> {
  const content = readFileSync(`tests/fixtures/cases/${name}`);
  const { id } = await product.toile.storage.uploads.put(name, [content], 1e6);
  const input = { kind: 'COUNTS', uploadId: id, ...settings };
  return (await product.ask(PREVIEW, { input }, ANALYST)).importPreview;
}

/** The values of some fields in each row. */
const valuesOf = ({ fields, mappedRows }: Data, ...names: readonly string[]): string[][] =>
  mappedRows.map((row: readonly string[]) =>
    names.map((name) => row[fields.findIndex((field: Data) => field.name === name)]!),
  );

describe('a file whose quotation marks do not quote', () => {
  it.each([
    ['COUNTS', 'stray-quote-counts.tsv', 5],
    ['ITEMS', 'stray-quote-items.tsv', 12],
  ])('of %s is refused, and read with quoting NONE', async (kind, name, rowCount) => {
    await expect(preview(name, { kind })).rejects.toThrow(
      /If the file does not quote its cells, set quoting/,
    );

    const { mappedRows, problems } = await preview(name, { kind, quoting: 'NONE' });

    expect(mappedRows).toHaveLength(rowCount);
    expect(problems).toEqual([]);
  });
});

it('shows 8 rows of a file that ends its lines in two ways', async () => {
  const shown = await preview('mixed-line-ends.csv');

  expect(valuesOf(shown, 'item', 'clicks')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`m${n}`, `1${n}`]));
});

it('takes the column of exactly the name of the field', async () => {
  expect(valuesOf(await preview('header-case.csv'), 'impressions', 'clicks', 'orders')).toEqual([
    ['1000', '50', '1'],
  ]);
});

describe('two columns of one name', () => {
  const header = 'store,item,origin,impressions,clicks';
  const previewOfText = async (text: string, settings: object = {}) => {
    const { id } = await product.toile.storage.uploads.put('twice.csv', [Buffer.from(text)], 1e6);
    return (await product.ask(PREVIEW, { input: { kind: 'COUNTS', uploadId: id, ...settings } }, ANALYST))
      .importPreview;
  };
  const reason = (field: string) =>
    `The columns "${field}" and "${field} (2)" can both be ${field}: choose one`;

  it.each([
    ['required', 'clicks', `${header},clicks,orders\nS,a,AI_GENERATED,10,2,3,1\n`],
    ['optional', 'revenue', `${header},orders,revenue,revenue\nS,a,AI_GENERATED,10,2,1,5,6\n`],
  ])('are a problem of the %s field, as they are for its import', async (_, field, text) => {
    const { mappedRows, problems } = await previewOfText(text);

    expect(problems).toEqual([{ field, row: null, message: reason(field) }]);
    expect(mappedRows).toEqual([]);
  });

  it('are a problem too when the other fields are mapped, until one is chosen', async () => {
    const text = `${header},clicks,orders\nS,a,AI_GENERATED,10,2,3,1\n`;
    const others = ['store', 'item', 'origin', 'impressions', 'orders'].map((field) => ({
      field,
      column: field,
    }));
    const open = await previewOfText(text, { maps: others });
    const chosen = await previewOfText(text, {
      maps: [...others, { field: 'clicks', column: 'clicks (2)' }],
    });

    expect(open.problems).toEqual([{ field: 'clicks', row: null, message: reason('clicks') }]);
    expect(chosen.problems).toEqual([]);
    expect(valuesOf(chosen, 'clicks')).toEqual([['3']]);
  });
});

it('refuses UTF-16 without a mark', async () => {
  await expect(preview('utf16-without-mark.csv')).rejects.toThrow('is UTF-16 text: save it as "CSV UTF-8"');
});

it('keeps every digit of numeric ids', async () => {
  const decimals = await preview('decimal-ids-days.parquet');
  const events = await preview('large-ids-events.ndjson', { kind: 'EVENTS' });

  expect(valuesOf(decimals, 'item')).toEqual([['7391800003790954036'], ['7391800003790954037']]);
  const items = new Set(valuesOf(events, 'item').flat());
  expect([...items].every((item) => /^172938475748392038[45]$/.test(item))).toBe(true);
});

it('knows fields that a file names first in line 1,301', async () => {
  const { columns, maps, columnsAreComplete } = await preview('late-keys-events.ndjson', { kind: 'EVENTS' });

  expect(columnsAreComplete).toBe(true);
  expect(columns.map(({ name }: Data) => name)).toEqual(
    expect.arrayContaining(['amount', 'currency', 'order']),
  );
  expect(maps.map(({ field }: Data) => field)).toEqual(
    expect.arrayContaining(['amount', 'currency', 'order']),
  );
});

it('says of times that are not ISO 8601 which format they have', async () => {
  const { problems } = await preview('times-ga4.ndjson', { kind: 'EVENTS' });
  const read = await preview('times-ga4.ndjson', { kind: 'EVENTS', dateFormat: 'epoch-us' });

  expect(problems.map(({ message }: Data) => message).join()).toContain(
    'perhaps the date format is epoch-us',
  );
  expect(
    valuesOf(read, 'time')
      .flat()
      .every((time) => time.startsWith('2026-11-')),
  ).toBe(true);
});
