import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { eventIdOf, uuidsOf } from '../../../../server/events/event.js';
import { EventStore } from '../../../../server/events/event-store.js';
import { eventImporter } from '../../../../server/imports/importers/event-importer.js';
import { ImportKind } from '../../../../server/imports/index.js';
import { columnMapping } from '../../../../server/imports/mapping/column-mapping.js';
import { NumberFormat } from '../../../../server/imports/mapping/number-format.js';
import { importAtOnce } from '../../../../server/imports/runs/import-table.js';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import { fileSource, type TableSource, textSource } from '../../../../server/imports/tables/table-source.js';
import { createDataSource, OPERATOR } from '../../../../server/platform/index.js';
import { entities } from '../../../../server/schema.js';
import { useToile } from '../../../support/product/execute.js';

const product = useToile();
const folder = mkdtempSync(join(tmpdir(), 'toile-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let workspaceId: string;

beforeAll(async () => {
  workspaceId = (await product.toile.catalog.workspaces.resolve(OPERATOR, null)).id;
  await importSource(
    ImportKind.ITEMS,
    textSource('items.csv', 'store,item,origin\ns,a,AI_GENERATED\ns,b,HUMAN_DESIGNED\n'),
  );
});

const importSource = (
  kind: ImportKind,
  source: TableSource,
  {
    maps = [],
    dryRun = false,
    again = false,
  }: { maps?: readonly string[]; dryRun?: boolean; again?: boolean } = {},
) => product.toile.imports.files.importFile(OPERATOR, { kind, workspaceId, source, maps, dryRun, again });

const eventCount = async () => {
  const [{ count }] = await product.dataSource.query('SELECT count(*)::int FROM events');
  return count as number;
};

const NOTHING = {
  repeated: 0,
  lookalikes: 0,
  besideTotals: 0,
  impressions: 0,
  clicks: 0,
  orders: 0,
  returns: 0,
  ordersWithoutAmount: 0,
};

const ID = ['id=id'];
const CSV = [
  'id,kind,time,visitor,item,order,amount,currency',
  '1,IMPRESSION,2026-03-01T10:00:00Z,v1,a,,,',
  '2,Product Clicked,2026-03-01T10:00:05Z,v1,a,,,',
  ',select_item,2026-03-01T10:00:07Z,v2,b,,,',
  ',select_item,2026-03-01T10:00:07Z,v2,b,,,',
  '3,purchase,2026-03-01T10:01:00Z,v1,a,o-1,19.99,EUR',
  '4,CLICK,2026-03-01T10:00:05Z,v1,nowhere,,,',
].join('\n');

describe('importing events', () => {
  it('only says what would happen in a dry run', async () => {
    const report = await importSource(ImportKind.EVENTS, textSource('events.csv', CSV), {
      maps: ID,
      dryRun: true,
    });

    expect(report).toMatchObject({ rowCount: 6, acceptedCount: 5, rejectedCount: 1 });
    expect(await eventCount()).toBe(0);
    expect(await product.dataSource.query('SELECT FROM event_rejects')).toEqual([]);
  });

  it('rounds computed amounts once, and refuses those of another currency', async () => {
    const text = [
      'kind,time,visitor,item,order,quantity,price,amount,currency',
      'ORDER,2026-03-08T10:00:00Z,v4,a,r-1,3,0.333,,EUR',
      'ORDER,2026-03-08T10:00:00Z,v4,a,r-2,,,12.5055,EUR',
      'ORDER,2026-03-08T10:00:00Z,v4,b,r-3,,,12.50,JPY',
      'ORDER,2026-03-08T10:00:00Z,v4,b,r-4,,,12.5000000000000002,EUR',
    ].join('\n');
    const report = await importSource(ImportKind.EVENTS, textSource('digits.csv', text));

    expect(report.firstRejections.map(({ row, reason }) => `${row}: ${reason}`)).toEqual([
      '4: amount is 12.50, but JPY has no decimals: is the currency right?',
    ]);
    const orders = await product.dataSource.query(
      "SELECT order_id, amount_minor::int FROM events WHERE order_id LIKE 'r-%' ORDER BY 1",
    );
    expect(orders).toEqual([
      { order_id: 'r-1', amount_minor: 100 },
      { order_id: 'r-2', amount_minor: 1251 },
      { order_id: 'r-4', amount_minor: 1250 },
    ]);
    await product.dataSource.query("DELETE FROM events WHERE occurred_at >= '2026-03-08'");
  });

  it('says in a dry run that a file was imported before', async () => {
    const importDay = (settings: { dryRun: boolean; again?: boolean }) =>
      importSource(
        ImportKind.EVENTS,
        textSource('day.csv', 'kind,time,visitor,item\nCLICK,2026-03-09T10:00:00Z,v3,a\n,,,'),
        settings,
      );
    expect(await importDay({ dryRun: true })).toMatchObject({ alreadyImportedAt: null, rejectedCount: 1 });
    const imported = await importDay({ dryRun: false });

    const again = await importDay({ dryRun: false });
    const tried = await importDay({ dryRun: true });
    expect(again.alreadyImportedAt).toBeInstanceOf(Date);
    expect(tried).toEqual({ ...again, dryRun: true });
    expect(tried.runId).toBe(imported.runId);
    const onPurpose = await importDay({ dryRun: true, again: true });
    expect(onPurpose).toMatchObject({ alreadyImportedAt: null, tallies: { duplicates: 1 } });
    await product.dataSource.query("DELETE FROM events WHERE occurred_at >= '2026-03-09'");
  });

  it('rejects rows whose kind is a name of every object in JavaScript', async () => {
    const kinds = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const rows = kinds.map((kind) => `${kind},2026-03-01T10:00:00Z,v1,a`);
    const source = textSource('kinds.csv', ['kind,time,visitor,item', ...rows].join('\n'));

    const report = await importSource(ImportKind.EVENTS, source, { dryRun: true });

    expect(report.firstRejections.map(({ reason }) => reason)).toEqual(
      kinds.map((kind) => expect.stringContaining(`kind ${kind} is unknown`)),
    );
  });

  it('says what it brings, also when tried, and nothing twice', async () => {
    const text = [
      'id,kind,time,visitor,item,order,amount,currency',
      't1,IMPRESSION,2026-03-05T10:00:00Z,v7,a,,,',
      't2,IMPRESSION,2026-03-05T10:00:01Z,v7,b,,,',
      't2,IMPRESSION,2026-03-05T10:00:01Z,v7,b,,,',
      't3,CLICK,2026-03-05T10:00:02Z,v7,a,,,',
      't4,ORDER,2026-03-05T10:00:03Z,v7,a,t-1,19.99,EUR',
      't5,ORDER,2026-03-05T10:00:04Z,v7,b,t-1,,',
      't5,ORDER,2026-03-05T10:00:04Z,v7,b,t-1,5,EUR',
      't7,RETURN,2026-03-06T10:00:00Z,v7,a,t-1,,',
      't8,ORDER,2026-03-05T10:00:06Z,v7,nowhere,t-2,,',
    ].join('\n');
    const importText = (more: string, dryRun: boolean) =>
      importSource(ImportKind.EVENTS, textSource('brought.csv', `${text}\n${more}`), { maps: ID, dryRun });
    // by hand: t2 comes twice, the second t5 contradicts the first, the item of t8 is unknown
    const brought = {
      impressions: 2,
      clicks: 1,
      orders: 2,
      returns: 1,
      ordersWithoutAmount: 1,
      duplicates: 0,
      repeated: 1,
    };

    expect(await importText('', true)).toMatchObject({ acceptedCount: 7, tallies: brought });
    expect(await importText('', false)).toMatchObject({ acceptedCount: 7, tallies: brought });
    const more = 't9,CLICK,2026-03-05T11:00:00Z,v7,b,,,';
    for (const dryRun of [true, false])
      expect((await importText(more, dryRun)).tallies).toEqual({
        ...NOTHING,
        clicks: 1,
        duplicates: 6,
        repeated: 1,
      });
    await product.dataSource.query("DELETE FROM events WHERE occurred_at >= '2026-03-05'");
  });

  it('needs one connection in a dry run', async () => {
    const dataSource = await createDataSource({
      url: product.url,
      entities,
      migrations: [],
      poolSize: 1,
    }).initialize();
    const importer = eventImporter({ events: new EventStore(dataSource), viewer: OPERATOR });
    const table = await openTable(textSource('events.csv', CSV));
    const mapping = columnMapping(importer.fields, table.columns, [], {
      numberFormat: NumberFormat.DECIMAL_POINT,
    });
    const request = { dataSource, workspaceId, importer, table, mapping, fileName: 'events.csv' };

    const report = await importAtOnce(request, { dryRun: true }).finally(() => dataSource.destroy());

    expect(report).toMatchObject({ rowCount: 6, acceptedCount: 5 });
  });

  it('counts each event once however often its file comes, with ids and without', async () => {
    const report = await importSource(ImportKind.EVENTS, textSource('events.csv', CSV), { maps: ID });

    expect(report).toMatchObject({
      acceptedCount: 5,
      rejectedCount: 1,
      tallies: { duplicates: 0, repeated: 1 },
    });
    expect(report.firstRejections).toEqual([{ row: 7, reason: expect.stringMatching(/nowhere/) }]);
    expect(await eventCount()).toBe(4);

    const again = await importSource(ImportKind.EVENTS, textSource('events.csv', CSV), {
      maps: ID,
      again: true,
    });
    expect(again.tallies).toEqual({ ...NOTHING, duplicates: 4, repeated: 1 });
    expect(await eventCount()).toBe(4);
  });

  it('knows the same event from NDJSON and from Parquet', async () => {
    const before = await eventCount();
    const ndjson =
      '{"messageId":"9","event":"CLICK","timestamp":"2026-03-01T11:00:00.000Z","anonymousId":"v9","properties":{"sku":"b"}}\n';
    const maps = ['id=messageId', 'kind=event', 'time=timestamp', 'visitor=anonymousId'];
    await importSource(ImportKind.EVENTS, textSource('events.ndjson', ndjson), {
      maps: [...maps, 'item=properties.sku'],
    });

    const path = join(folder, 'events.parquet');
    const columnData = [
      { name: 'messageId', data: ['9', '10'], type: 'STRING' as const },
      { name: 'event', data: ['CLICK', 'CLICK'], type: 'STRING' as const },
      {
        name: 'timestamp',
        data: [new Date('2026-03-01T11:00:00Z'), new Date('2026-03-01T11:00:01Z')],
        type: 'TIMESTAMP' as const,
      },
      { name: 'anonymousId', data: ['v9', 'v9'], type: 'STRING' as const },
      { name: 'sku', data: ['b', 'b'], type: 'STRING' as const },
    ];
    writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData })));
    const report = await importSource(ImportKind.EVENTS, await fileSource(path), {
      maps: [...maps, 'item=sku'],
    });

    expect(report.tallies).toEqual({ ...NOTHING, clicks: 1, duplicates: 1 });
    expect(await eventCount()).toBe(before + 2);
  });

  it('gives a row without an id the name that earlier versions gave it, whatever fields came later', async () => {
    const nameOfFirstVersion = '1590d2d8acff87d425c6d065562526feb30af2e565f195c426879ecc76eaa6ab';
    const eventId = eventIdOf(uuidsOf(workspaceId), nameOfFirstVersion);
    const row = '2026-03-02T10:00:07Z,v2,b,s,2,39.98,EUR';

    for (const text of [
      `kind,time,visitor,item,store,quantity,amount,currency\nORDER,${row}\n`,
      `kind,time,visitor,item,store,quantity,amount,currency,price\nORDER,${row},19.99\n`,
    ])
      await importSource(ImportKind.EVENTS, textSource('orders.csv', text));

    const stored = await product.dataSource.query(
      "SELECT event_id AS id FROM events WHERE occurred_at = '2026-03-02T10:00:07Z'",
    );
    expect(stored).toEqual([{ id: eventId }]);
  });
});
