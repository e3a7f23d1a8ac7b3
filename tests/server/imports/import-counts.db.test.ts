import { beforeAll, describe, expect, it } from '@jest/globals';
import { ImportKind } from '../../../server/imports/import-kind.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR, Scope } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { ANALYST, keyOf } from '../../support/product/viewers.js';
import { eightStores } from './eight-stores.js';

const product = useToile();

const IMPORT = `mutation ($input: ImportCountsInput!) {
  importCounts(input: $input) {
    rows accepted replaced undated rejectedCount rejected { row reason } warningCount warnings { row message } storesAdded itemsAdded
  }
}`;

const row = (over: Record<string, unknown> = {}) => ({
  store: 'Alba',
  item: 'a-1',
  origin: 'AI_GENERATED',
  scenario: 'SEARCH',
  impressions: 100,
  clicks: 10,
  orders: 1,
  ...over,
});

describe('importCounts', () => {
  let workspaceId: string;
  const sums = async () => {
    const [sum] = await product.dataSource.query(
      `SELECT sum(impressions)::int AS impressions, sum(clicks)::int AS clicks, sum(orders)::int AS orders,
         sum(revenue_minor)::text AS revenue FROM store_day_totals WHERE workspace_id = $1`,
      [workspaceId],
    );
    return sum;
  };

  beforeAll(async () => {
    const [workspace] = await product.dataSource.query('SELECT id FROM workspaces WHERE is_default');
    workspaceId = workspace.id;
  });

  it('takes the table of eight stores as CSV, changes nothing in a dry run, and replaces when it comes again', async () => {
    const key = keyOf(workspaceId, Scope.COUNTS_WRITE);
    const csv = eightStores();

    const tried = await product.ask(IMPORT, { input: { csv, dryRun: true } }, key);
    expect(tried.importCounts).toMatchObject({ rows: 16, accepted: 16, storesAdded: 8, itemsAdded: 16 });
    expect((await sums()).impressions).toBeNull();

    const { importCounts } = await product.ask(IMPORT, { input: { csv } }, key);
    const audit = await product.dataSource.query(
      "SELECT actor_name, details FROM audit_log WHERE action = 'import.finish'",
    );
    const details = { kind: 'COUNTS', fileName: 'request', rowCount: 16, rejectedCount: 0 };
    expect(audit).toEqual([{ actor_name: 'test key', details }]);
    expect(importCounts).toEqual({
      rows: 16,
      accepted: 16,
      replaced: 0,
      undated: 16,
      rejectedCount: 0,
      rejected: [],
      warningCount: 0,
      warnings: [],
      storesAdded: 8,
      itemsAdded: 16,
    });
    // sums of the columns of the table, by hand
    expect(await sums()).toMatchObject({ impressions: 208_300, clicks: 8_649 });

    const again = await product.ask(IMPORT, { input: { csv } }, key);
    expect(again.importCounts).toMatchObject({ accepted: 16, replaced: 16, storesAdded: 0, itemsAdded: 0 });
    expect(await sums()).toMatchObject({ impressions: 208_300, clicks: 8_649 });
  });

  it('takes typed rows with amounts in major units, and says which were rejected', async () => {
    const before = await sums();
    const rows = [
      row({ day: '2026-03-01', price: '19.99', currency: 'EUR', revenue: 19.99 }),
      row({ day: '2026-03-01' }),
      row({ day: '2026-03-02', origin: 'HUMAN_DESIGNED' }),
      row({ item: 'b-1', clicks: -1 }),
    ];
    const { importCounts } = await product.ask(IMPORT, { input: { rows } }, ANALYST);

    expect(importCounts).toMatchObject({
      rows: 4,
      accepted: 1,
      rejectedCount: 3,
      storesAdded: 1,
      itemsAdded: 1,
    });
    expect(importCounts.rejected.map((rejected: { row: number }) => rejected.row)).toEqual([2, 3, 4]);
    expect((await sums()).impressions - before.impressions).toBe(100);
    expect((await sums()).revenue).toBe('1999');
  });

  it('refuses amounts that may be a thousand times as much, unless the currency has three decimals', async () => {
    const rows = [
      row({ item: 't-1', price: '1.234', currency: 'EUR' }),
      row({ item: 't-2', revenue: '1.200', currency: 'EUR' }),
      row({ item: 't-3', price: '1.234', currency: 'KWD' }),
      row({ item: 't-4', price: '1234.00', revenue: 1.2, currency: 'EUR' }),
    ];
    const { importCounts } = await product.ask(IMPORT, { input: { rows, dryRun: true } }, ANALYST);

    expect(importCounts.rejected).toEqual([
      { row: 1, reason: 'price is "1.234", which can be 1234 or 1.234: write 1234 or 1.2340' },
      { row: 2, reason: 'revenue is "1.200", which can be 1200 or 1.200: write 1200 or 1.2000' },
    ]);
  });

  it.each([true, false])('says what to look at again in rows and in a CSV, dry run %s', async (dryRun) => {
    const rows = Array.from({ length: 21 }, (_, n) => row({ store: 'Doubt', item: `d-${n}`, clicks: 101 }));
    const csv = 'store,item,origin,impressions,clicks,orders\nDoubt,e,AI_GENERATED,100,20,30\n';

    const ofRows = (await product.ask(IMPORT, { input: { rows, dryRun } }, ANALYST)).importCounts;
    const ofCsv = (await product.ask(IMPORT, { input: { csv, dryRun } }, ANALYST)).importCounts;

    expect(ofRows).toMatchObject({ accepted: 21, rejectedCount: 0, warningCount: 21 });
    const message = 'more clicks than impressions, 101 on 100: are the columns right?';
    expect(ofRows.warnings).toEqual(Array.from({ length: 20 }, (_, n) => ({ row: n + 1, message })));
    expect(ofCsv).toMatchObject({ accepted: 1, warningCount: 1 });
    expect(ofCsv.warnings).toEqual([
      { row: 2, message: 'more orders than clicks, 30 on 20: are the columns right?' },
    ]);
  });

  it('sorts new prices into bands at once', async () => {
    const rows = [10, 20, 30].map((price) =>
      row({ item: `p-${price}`, category: 'scarf', price: String(price), currency: 'EUR' }),
    );
    await product.ask(IMPORT, { input: { rows } }, ANALYST);

    const bands = await product.dataSource.query(
      "SELECT key, price_band FROM items WHERE category = 'scarf' ORDER BY key",
    );
    // terciles of three prices
    expect(bands).toEqual([10, 20, 30].map((price, n) => ({ key: `p-${price}`, price_band: n + 1 })));
  });

  it('lets a file that was imported before state its totals again', async () => {
    const importFile = () =>
      product.toile.imports.files.importFile(OPERATOR, {
        kind: ImportKind.COUNTS,
        workspaceId,
        source: textSource(
          'counts.csv',
          'store,item,origin,scenario,impressions,clicks,orders\nFile,f,AI_GENERATED,SEARCH,5,0,0\n',
        ),
        maps: [],
        dryRun: false,
      });
    await importFile();
    const input = { rows: [row({ store: 'File', item: 'f' })] };
    await product.ask(IMPORT, { input: { ...input, dryRun: true } }, ANALYST);
    expect((await importFile()).alreadyImportedAt).not.toBeNull();

    await product.ask(IMPORT, { input }, ANALYST);

    expect(await importFile()).toMatchObject({ alreadyImportedAt: null, tallies: { replaced: 1 } });
  });

  it.each([
    [{}, /either rows or csv/],
    [{ rows: [row()], csv: 'store' }, /either rows or csv/],
    [{ rows: [row()], maps: [{ field: 'store', column: 'item' }] }, /Rows need no map/],
    [{ csv: 'shop,item\na,b\n' }, /Nothing fills store, origin, impressions, clicks, orders/],
    [
      { csv: 'store,item\na,b\n', maps: [{ field: 'origni', literal: 'AI_GENERATED' }] },
      /no field "origni", did you mean "origin"/,
    ],
    [{ csv: 'store,item\na,b\n', maps: [{ field: 'origin' }] }, /The map of origin needs either a column/],
    [{ csv: ' ' }, /request\.csv is empty/],
    [{ rows: Array.from({ length: 10_001 }, () => row()) }, /at most 10,000 entries/],
  ])('refuses %#', async (input, message) => {
    const { errors } = await product.execute(IMPORT, { input }, ANALYST);

    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  it('asks a key for the scope counts:write', async () => {
    const { errors } = await product.execute(
      IMPORT,
      { input: { rows: [row()] } },
      keyOf(workspaceId, Scope.READ),
    );

    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
