import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ImportKind, NumberFormat } from '../../../server/imports/index.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { mainWorkspace } from '../../support/product/catalog.js';
import { type Data, useToile } from '../../support/product/execute.js';
import { ANALYST } from '../../support/product/viewers.js';

const product = useToile();
const fixture = (name: string) => readFileSync(`tests/fixtures/cases/${name}`, 'utf8');

async function importText(kind: ImportKind, text: string, maps: readonly string[] = []) {
  const { id: workspaceId } = await mainWorkspace(product.dataSource);
  const source = textSource('file.csv', text);
  const numberFormat = NumberFormat.DECIMAL_POINT; // a price is 19.995
  return product.toile.imports.files.importFile(OPERATOR, {
    ...{ kind, workspaceId, source, maps, numberFormat, dryRun: false },
  });
}

beforeEach(async () => {
  await product.dataSource.query('DELETE FROM events; DELETE FROM import_runs; DELETE FROM stores');
  await importText(ImportKind.ITEMS, fixture('shopify-items.csv'));
});

/** What was ordered, one line an item: `key orders pieces amount`. */
async function ordered(): Promise<string[]> {
  const items: { line: string }[] = await product.dataSource.query(
    `SELECT concat_ws(' ', key, count(*), sum(quantity), sum(amount_minor), events.currency) AS line
     FROM events JOIN items ON items.id = item_id WHERE kind = 'ORDER' GROUP BY key, events.currency ORDER BY key`,
  );
  return items.map(({ line }) => line);
}

describe('a native export of orders from Shopify', () => {
  const EXPORT = fixture('shopify-orders.csv');
  const PREVIEW = `query ($input: ImportPreviewInput!) { importPreview(input: $input) {
    maps { field column literal } fields { name } mappedRows problems { message } } }`;

  const preview = async (maps?: readonly Data[]): Promise<Data> => {
    const { id } = await product.toile.storage.uploads.put('orders.csv', [Buffer.from(EXPORT)], 1e6);
    const input = { kind: 'EVENTS', uploadId: id, ...(maps && { maps }) };
    return (await product.ask(PREVIEW, { input }, ANALYST)).importPreview;
  };

  /** 2 + 1 pieces at 40.00 in two orders; 1 at 50.00. */
  const ORDERED = ['SH-ai 2 3 12000 EUR', 'SH-hu 1 1 5000 EUR'];

  it('is guessed without a wrong column', async () => {
    const { maps } = await preview();

    expect(Object.fromEntries(maps.map(({ field, column }: Data) => [field, column]))).toEqual({
      time: 'Created at',
      visitor: 'Email',
      item: 'Lineitem sku',
      store: 'Vendor',
      quantity: 'Lineitem quantity',
      price: 'Lineitem price',
      currency: 'Currency',
    });
  });

  it('comes in with price times quantity, as the preview shows it', async () => {
    const guessed = (await preview()).maps;
    const maps = [...guessed, { field: 'kind', literal: 'ORDER' }, { field: 'order', column: 'Name' }];

    const shown = await preview(maps.map(({ field, column, literal }) => ({ field, column, literal })));

    expect(shown.problems).toEqual([]);
    const price = shown.fields.findIndex(({ name }: Data) => name === 'price');
    expect(shown.mappedRows.map((row: string[]) => row[price])).toEqual(['40.00', '50.00', '40.00']);

    const report = await importText(
      ImportKind.EVENTS,
      EXPORT,
      maps.map(({ field, column, literal }) => (literal ? `${field}:=${literal}` : `${field}=${column}`)),
    );
    expect(report).toMatchObject({ rowCount: 3, acceptedCount: 3, rejectedCount: 0 });
    expect(await ordered()).toEqual(ORDERED);
  });
});

describe('a row of an order', () => {
  const HEADER = 'kind,time,visitor,item,order';
  const row = (order: string, item = 'SH-ai') => `ORDER,2026-11-20T10:00:00Z,v1,${item},${order}`;

  const importRows = (columns: string, rows: readonly string[]) =>
    importText(ImportKind.EVENTS, [`${HEADER},${columns}`, ...rows].join('\n'));

  it('costs its price for one piece where it says no quantity, exactly', async () => {
    await importRows('price,quantity', [
      `${row('o1')},19.995,`,
      `${row('o2')},0.1,3`,
      `${row('o3')},0,2`,
      `${row('o4', 'SH-hu')},,2`,
    ]);

    expect(await ordered()).toEqual(['SH-ai 3 5 2030 EUR', 'SH-hu 1 2']); // 20.00 + 0.30 + 0; unknown
  });

  it('may state price and amount where they agree', async () => {
    const report = await importRows('price,quantity,amount', [
      `${row('o1')},19.99,2,39.98`,
      `${row('o2')},19.99,2,39.980`,
      `${row('o3')},19.99,2,35.00`,
      `${row('o4')},,2,35.00`,
    ]);

    expect(report).toMatchObject({ acceptedCount: 3, rejectedCount: 1 });
    expect(report.firstRejections).toEqual([
      {
        row: 4,
        reason: 'amount is 35.00, but price times quantity is 39.98: map only one of the two',
      },
    ]);
    expect(await ordered()).toEqual(['SH-ai 3 6 11496 EUR']); // 39.98 + 39.98 + 35.00
  });

  it.each([
    ['price', '-1', /price is "-1", which is not a decimal number from 0/],
    ['price', 'free', /price is "free"/],
    ['price,quantity', '5,0', /quantity must be a whole number/],
    ['price,quantity', '5,1.5', /quantity must be a whole number/],
  ])('is rejected with %s %s', async (columns, cells, reason) => {
    const report = await importRows(columns, [`${row('o1')},${cells}`]);

    expect(report).toMatchObject({
      acceptedCount: 0,
      firstRejections: [{ row: 2, reason: expect.stringMatching(reason) }],
    });
  });

  it('is rejected where an earlier row says the same of the same order, and not lost', async () => {
    const report = await importRows('price', [`${row('o1')},40`, `${row('o1')},40`, `${row('o2')},40`]);

    expect(report).toMatchObject({ acceptedCount: 2, rejectedCount: 1, tallies: { duplicates: 0 } });
    expect(report.firstRejections).toEqual([
      { row: 3, reason: expect.stringContaining('says the same of its order as an earlier row') },
    ]);
    expect(await ordered()).toEqual(['SH-ai 2 8000 EUR']);

    const other = await importRows('price', [`${row('o3')},40`, `${row('o3')},30`]);
    expect(other.firstRejections).toEqual([{ row: 3, reason: expect.stringContaining('amount') }]);
  });
});

it('takes a click that came twice for one, also where it names an order', async () => {
  const click = 'CLICK,2026-11-20T10:00:00Z,v1,SH-ai,o1';

  const report = await importText(ImportKind.EVENTS, `kind,time,visitor,item,order\n${click}\n${click}\n`);

  expect(report).toMatchObject({ acceptedCount: 2, rejectedCount: 0, tallies: { repeated: 1 } });
});

describe('a column "id"', () => {
  const ROWS =
    'Id,kind,time,visitor,item\n7,CLICK,2026-11-20T10:00:00Z,v1,SH-ai\n7,CLICK,2026-11-20T10:00:01Z,v1,SH-ai\n';
  const count = async () =>
    (await product.dataSource.query('SELECT count(*)::int FROM events'))[0].count as number;

  it('does not name events unasked: it may be that of an order', async () => {
    await importText(ImportKind.EVENTS, ROWS);

    expect(await count()).toBe(2);
  });

  it('names them where it is mapped', async () => {
    const report = await importText(ImportKind.EVENTS, ROWS, ['id=Id']);

    expect(report.firstRejections).toEqual([
      { row: 3, reason: expect.stringContaining('earlier event with this id') },
    ]);
  });
});
