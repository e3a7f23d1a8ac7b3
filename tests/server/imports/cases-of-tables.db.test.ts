import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { FileImport } from '../../../server/imports/file-import.js';
import { ImportKind } from '../../../server/imports/index.js';
import { CsvQuoting } from '../../../server/imports/tables/csv/csv-quoting.js';
import { fileSource, type TableSource, textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';

/** Files of shops that once came in wrong, or were lost, without a word. */
const product = useToile();
const folder = mkdtempSync(join(tmpdir(), 'toile-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let workspaceId: string;
beforeAll(async () => {
  workspaceId = (await product.toile.catalog.workspaces.resolve(OPERATOR, null)).id;
});

const importSource = (kind: ImportKind, source: TableSource, settings: Partial<FileImport> = {}) =>
  product.toile.imports.files.importFile(OPERATOR, {
    kind,
    workspaceId,
    source,
    maps: [],
    dryRun: false,
    ...settings,
  });

const importCase = async (kind: ImportKind, name: string, settings: Partial<FileImport> = {}) =>
  importSource(kind, await fileSource(join('tests/fixtures/cases', name)), settings);

/** One line an item: its key, impressions, clicks and orders. */
async function totalsOf(store: string): Promise<string[]> {
  const items: { totals: string }[] = await product.dataSource.query(
    `SELECT concat_ws(' ', items.key, sum(impressions), sum(clicks), sum(orders)) AS totals
     FROM item_day_totals JOIN items ON items.id = item_id JOIN stores ON stores.id = items.store_id
     WHERE stores.name = $1 GROUP BY items.key ORDER BY items.key`,
    [store],
  );
  return items.map(({ totals }) => totals);
}

async function itemsOf(store: string): Promise<{ key: string; title: string }[]> {
  return product.dataSource.query(
    `SELECT key, title FROM items JOIN stores ON stores.id = store_id WHERE stores.name = $1
     ORDER BY length(key), key`,
    [store],
  );
}

describe('stray quotation marks in files that do not quote', () => {
  it('refuse the counts as a whole, until their quoting is said: then all 5 rows come in', async () => {
    const name = 'stray-quote-counts.tsv';
    for (const dryRun of [true, false])
      await expect(importCase(ImportKind.COUNTS, name, { dryRun })).rejects.toThrow(
        `${name}, lines 3 to 5: a quotation mark closes a cell, but "retro dress" follows it. If the file does not quote its cells, set quoting to "none"`,
      );
    expect(await itemsOf('Quote shop')).toEqual([]);

    const report = await importCase(ImportKind.COUNTS, name, { quoting: CsvQuoting.NONE });

    expect(report).toMatchObject({ rowCount: 5, lineCount: 6, acceptedCount: 5 });
    expect(await totalsOf('Quote shop')).toEqual([
      'k1 1000 60 6',
      'k2 1000 50 5',
      'k3 1000 90 9',
      'k4 1000 50 5',
      'k5 1000 61 6',
    ]);
  });

  it('refuse the items as a whole, until their quoting is said: then all 12 rows come in', async () => {
    const name = 'stray-quote-items.tsv';
    await expect(importCase(ImportKind.ITEMS, name)).rejects.toThrow(
      `${name}, line 4: a quotation mark closes a cell, but " linen dress 3" follows it.`,
    );
    expect(await itemsOf('TSV shop')).toEqual([]);

    const report = await importCase(ImportKind.ITEMS, name, { quoting: CsvQuoting.NONE });

    expect(report).toMatchObject({ rowCount: 12, acceptedCount: 12 });
    const items = await itemsOf('TSV shop');
    expect(items).toHaveLength(12);
    expect(items[2]).toEqual({ key: 'sku-3', title: '"Vintage" linen dress 3' });
    expect(items[3]).toEqual({ key: 'sku-4', title: '"Sold out soon 4' });
  });
});

it('writes nothing of a file with a fault after its first chunk', async () => {
  const rows = Array.from({ length: 2_500 }, (_, n) => `Late shop,k${n},AI_GENERATED,1,1,1`);
  const text = ['store,item,origin,impressions,clicks,orders', ...rows, '"Late shop,k,AI_GENERATED,1,1,1'];
  const source = textSource('late.csv', text.join('\n'));

  await expect(importSource(ImportKind.COUNTS, source)).rejects.toThrow(
    'late.csv, line 2502: a quotation mark opens a cell and none closes it',
  );

  expect(await itemsOf('Late shop')).toEqual([]);
});

describe('half of a character', () => {
  const items = (...names: readonly string[]) =>
    names.map((item) => ({ store: 'Half shop', item, origin: 'AI_GENERATED' }));
  const ndjson = (rows: readonly object[]) =>
    textSource('half.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));

  it('rejects its row, so that two ids do not become one', async () => {
    const source = ndjson(items('\ud800x', '\ud801x', 'whole 👗'));

    const report = await importSource(ImportKind.ITEMS, source);

    const reason = 'item holds a broken character: export it in UTF-8, and cut no character';
    expect(report).toMatchObject({
      acceptedCount: 1,
      firstRejections: [
        { row: 1, reason },
        { row: 2, reason },
      ],
    });
    expect(await itemsOf('Half shop')).toEqual([{ key: 'whole 👗', title: 'whole 👗' }]);
  });

  it.each(['store', 'title', 'category', 'image'])('rejects its row in the field %s', async (field) => {
    const source = ndjson([{ ...items('a half')[0], [field]: 'cut \ud83d' }]);

    const report = await importSource(ImportKind.ITEMS, source);

    expect(report.firstRejections[0]?.reason).toMatch(`${field} holds a broken character`);
  });

  it('that was lost before is shown in a title, with a warning, and rejects its row in an id', async () => {
    const [row] = items('caf\ufffd');
    const source = ndjson([{ ...row, item: 'lost', title: 'Caf\ufffd dress' }, row!]);

    const report = await importSource(ImportKind.ITEMS, source);

    expect(report).toMatchObject({
      acceptedCount: 1,
      firstRejections: [{ row: 2, reason: expect.stringContaining('item holds a broken character') }],
      warnings: {
        count: 1,
        first: [
          {
            row: 1,
            message: 'title is "Caf\ufffd dress", of which characters were lost: export the file in UTF-8',
          },
        ],
      },
    });
    expect(await itemsOf('Half shop')).toContainEqual({ key: 'lost', title: 'Caf\ufffd dress' });
  });

  it('rejects the row of an event', async () => {
    const event = { kind: 'CLICK', time: '2026-03-01T10:00:00Z', visitor: 'v', item: '\ud83d' };

    const report = await importSource(ImportKind.EVENTS, ndjson([event]));

    expect(report).toMatchObject({ acceptedCount: 0, rejectedCount: 1 });
    expect(report.firstRejections[0]?.reason).toMatch('item contains a broken character');
  });

  it('in a column that no field takes is no fault', async () => {
    const source = ndjson([
      { ...items('b')[0], note: '\ud83d' },
      { ...items('\ud83d')[0], note: '\ud83d' },
    ]);

    expect(await importSource(ImportKind.ITEMS, source)).toMatchObject({
      acceptedCount: 1,
      rejectedCount: 1,
    });
  });

  it('in the name of a column refuses the file', async () => {
    const source = ndjson([{ ...items('c')[0], 'n\ud83d': '1' }]);

    await expect(importSource(ImportKind.ITEMS, source)).rejects.toThrow(
      'The name of column 4 of half.ndjson holds half of a character',
    );
  });

  it('of bytes that are not UTF-8 rejects the row of a Parquet file', async () => {
    const path = join(folder, 'latin.parquet');
    const latin = [Uint8Array.of(0xe9, 0x78), Uint8Array.of(0xe8, 0x78), Uint8Array.of(0x78)];
    const columnData = [
      { name: 'store', data: latin.map(() => 'Latin shop'), type: 'STRING' as const },
      { name: 'item', data: latin, type: 'BYTE_ARRAY' as const },
      { name: 'origin', data: latin.map(() => 'AI_GENERATED'), type: 'STRING' as const },
    ];
    writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData })));

    const report = await importSource(ImportKind.ITEMS, await fileSource(path));

    expect(report).toMatchObject({ acceptedCount: 1, rejectedCount: 2 });
    expect(await itemsOf('Latin shop')).toEqual([{ key: 'x', title: 'x' }]);
  });
});

it('reads all 8 rows of a file that ends its lines in two ways', async () => {
  const report = await importCase(ImportKind.COUNTS, 'mixed-line-ends.csv');

  expect(report).toMatchObject({ rowCount: 8, lineCount: 9, acceptedCount: 8 });
  expect(await totalsOf('S15')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `m${n} 1000 1${n} ${n}`));
});

it('keeps items apart whose numeric ids differ beyond 2^53', async () => {
  await importCase(ImportKind.ITEMS, 'large-ids-items.csv');

  const report = await importCase(ImportKind.EVENTS, 'large-ids-events.ndjson');

  expect(report).toMatchObject({ rowCount: 210, acceptedCount: 210 });
  expect(await totalsOf('TT shop')).toEqual(['1729384757483920384 100 0 0', '1729384757483920385 100 10 0']);
});

it('keeps items apart whose decimal ids differ beyond 2^53', async () => {
  const report = await importCase(ImportKind.COUNTS, 'decimal-ids-days.parquet');

  expect(report).toMatchObject({ rowCount: 2, lineCount: null, acceptedCount: 2 });
  expect(await totalsOf('Snow days')).toEqual([
    '7391800003790954036 1000 100 10',
    '7391800003790954037 1000 50 5',
  ]);
});

it('reads fields that a file names first in line 1,301', async () => {
  await importCase(ImportKind.ITEMS, 'late-keys-items.csv');

  const report = await importCase(ImportKind.EVENTS, 'late-keys-events.ndjson');

  expect(report).toMatchObject({ rowCount: 1_320, lineCount: 1_320, rejectedCount: 0 });
  const revenue = await product.dataSource.query(
    `SELECT items.key, t.currency, sum(revenue_minor)::int AS minor
     FROM item_day_totals t JOIN items ON items.id = item_id JOIN stores ON stores.id = items.store_id
     WHERE stores.name = 'NDJ shop' AND t.currency <> '' GROUP BY 1, 2 ORDER BY 1`,
  );
  expect(revenue).toEqual([
    { key: 'n-ai', currency: 'EUR', minor: 25_500 },
    { key: 'n-hu', currency: 'EUR', minor: 25_500 },
  ]);
});

it('says how to save a file of UTF-16 without a mark', async () => {
  await expect(importCase(ImportKind.COUNTS, 'utf16-without-mark.csv')).rejects.toThrow(
    'utf16-without-mark.csv is UTF-16 text: save it as "CSV UTF-8"',
  );
});
