import { beforeEach, describe, expect, it } from '@jest/globals';
import { countImporter } from '../../../../server/imports/importers/count-importer.js';
import { dateFormatOf } from '../../../../server/imports/mapping/date-format.js';
import { parseMapText } from '../../../../server/imports/mapping/map-text.js';
import { fileHashes } from '../../../../server/imports/runs/fingerprint.js';
import {
  type ImportReport,
  importAtOnce,
  importInChunks,
} from '../../../../server/imports/runs/import-table.js';
import { surveyedMapping } from '../../../../server/imports/survey/surveyed-mapping.js';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';
import { useDatabase } from '../../../support/database/database.js';

const database = useDatabase();
const HEADER = 'store,item,origin,scenario,impressions,clicks,orders';
let workspaceId: string;

beforeEach(async () => {
  const slug = `w${process.hrtime.bigint()}`;
  const [added] = await database.dataSource.query(
    'INSERT INTO workspaces (slug, name) VALUES ($1, $1) RETURNING id',
    [slug],
  );
  workspaceId = added.id;
});

interface Options {
  readonly maps?: readonly string[];
  readonly dateFormat?: string;
  readonly again?: boolean;
  readonly signal?: AbortSignal;
  readonly report?: () => void;
  readonly rejects?: string[];
}

async function requestOf(text: string, { maps = [], dateFormat, rejects, ...rest }: Options = {}) {
  const importer = countImporter({
    today: '2026-06-30',
    dates: dateFormatOf(dateFormat),
  });
  const source = textSource('counts.csv', text);
  const table = await openTable(source);
  const { mapping } = await surveyedMapping({
    fields: importer.fields,
    table,
    maps: maps.map((map) => parseMapText(map, table.columns)),
  });
  return {
    dataSource: database.dataSource,
    workspaceId,
    importer,
    fileName: source.name,
    table,
    mapping,
    ...(await fileHashes(source, ['counts', ...maps])),
    takeRejects: async (csv: AsyncIterable<string>) => {
      for await (const piece of csv) rejects?.push(piece);
    },
    ...rest,
  };
}

const importText = async (text: string, options?: Options): Promise<ImportReport> =>
  importInChunks(await requestOf(text, options));

/** What the reports read: one line a key, dated or not. */
const totals = (): Promise<Record<string, unknown>[]> =>
  database.dataSource.query(
    `SELECT stores.name AS store, origin, scenario, day::text, sum(impressions)::int AS impressions,
       sum(clicks)::int AS clicks, sum(orders)::int AS orders, sum(revenue_minor)::int AS revenue
     FROM store_day_totals JOIN stores ON stores.id = store_id WHERE stores.workspace_id = $1
     GROUP BY 1, 2, 3, 4 HAVING sum(impressions) <> 0 ORDER BY 1, 2, 3, 4`,
    [workspaceId],
  );

const countRows = async (tableName: string) => {
  const [{ count }] = await database.dataSource.query(`SELECT count(*)::int FROM ${tableName}`);
  return count as number;
};

describe('importing counts', () => {
  it('needs no map for the canonical header, and counts a blank scenario as OTHER and a blank day as undated', async () => {
    const report = await importText(
      `${HEADER},day,category,price,currency,returns,revenue\n` +
        'Zürich,a,AI_GENERATED,SEARCH,100,10,2,2026-03-01,dress,19.99,EUR,1,39.98\n' +
        'Zürich,b,human designed,,50,5,1,,,,,,\n',
    );

    expect(report).toMatchObject({
      rowCount: 2,
      acceptedCount: 2,
      rejectedCount: 0,
      tallies: { storesAdded: 1, itemsAdded: 2, replaced: 0, undated: 1, orders: 3, ordersWithoutAmount: 1 },
    });
    expect(await totals()).toEqual([
      {
        store: 'Zürich',
        origin: 'AI_GENERATED',
        scenario: 'SEARCH',
        day: '2026-03-01',
        impressions: 100,
        clicks: 10,
        orders: 2,
        revenue: 3998,
      },
      {
        store: 'Zürich',
        origin: 'HUMAN_DESIGNED',
        scenario: 'OTHER',
        day: null,
        impressions: 50,
        clicks: 5,
        orders: 1,
        revenue: 0,
      },
    ]);
    const [item] = await database.dataSource.query(
      `SELECT category, price_minor::int, currency FROM items JOIN stores ON stores.id = store_id
       WHERE workspace_id = $1 AND key = 'a'`,
      [workspaceId],
    );
    expect(item).toEqual({ category: 'dress', price_minor: 1999, currency: 'EUR' });
  });

  it('replaces the total a row stated before', async () => {
    await importText(`${HEADER}\ns,a,AI_GENERATED,SEARCH,100,10,2\n`);
    const report = await importText(`${HEADER}\ns,a,AI_GENERATED,SEARCH,70,7,1\n`);

    expect(report.tallies).toMatchObject({ replaced: 1, storesAdded: 0, itemsAdded: 0 });
    expect(await totals()).toMatchObject([{ impressions: 70, clicks: 7, orders: 1 }]);
  });

  it('changes nothing when the same file comes again, unless it is asked to', async () => {
    const first = `${HEADER}\ns,a,AI_GENERATED,SEARCH,100,10,2\n`;
    await importText(first);

    const same = await importText(first);
    expect(same.alreadyImportedAt).toBeInstanceOf(Date);

    const again = await importText(first, { again: true });
    expect(again).toMatchObject({ alreadyImportedAt: null, tallies: { replaced: 1 } });
    expect(await totals()).toMatchObject([{ impressions: 100 }]);
  });

  it('states the totals of a file again where another import came since', async () => {
    const [first, second] = [100, 70].map((shown) => `${HEADER}\ns,a,AI_GENERATED,SEARCH,${shown},10,2\n`);
    await importText(first!);
    await importText(second!);

    const again = await importText(first!);
    expect(again).toMatchObject({ alreadyImportedAt: null, rowCount: 1, tallies: { replaced: 1 } });
    expect(await totals()).toMatchObject([{ impressions: 100 }]);
    expect((await importText(first!)).alreadyImportedAt).toBeInstanceOf(Date);

    expect((await importText(second!)).alreadyImportedAt).toBeNull();
    expect(await totals()).toMatchObject([{ impressions: 70 }]);
  });

  it('starts an interrupted file from its first row where another import came since', async () => {
    const rows = (shown: number, count: number) =>
      [...Array(count).keys()].map((n) => `s,i${n},AI_GENERATED,SEARCH,${shown},1,0\n`).join('');
    const stop = new AbortController();
    const long = `${HEADER}\n${rows(2, 2001)}`;
    await expect(
      importText(long, { signal: stop.signal, report: () => stop.abort(new Error('killed')) }),
    ).rejects.toThrow('killed');
    await importText(`${HEADER}\n${rows(1, 1)}`);

    expect(await importText(long)).toMatchObject({ resumedAfter: 0, rowCount: 2001 });
    expect(await totals()).toMatchObject([{ impressions: 4002 }]);
  });

  it('rejects what it cannot count, with every reason of a row, and takes the rest', async () => {
    const rejects: string[] = [];
    const report = await importText(
      [
        `${HEADER},day,price,currency`,
        's,a,AI_GENERATED,SEARCH,100,10,2,2026-03-01,,',
        's,a,HUMAN_DESIGNED,SEARCH,100,10,2,2026-03-02,,',
        's,a,AI_GENERATED,SEARCH,5,1,0,2026-03-01,,',
        's,b,robot,SEARCH,-1,2.5,,01-03-2026,,',
        's,=c,AI_GENERATED,SEARCH,1,1,1,2027-01-01,5,',
        's,d,AI_GENERATED,SEARCH,1,1',
        's,e,AI_GENERATED,SEARCH,1,2,1,2026-03-01,,',
        's,f,AI_GENERATED,SEARCH,1,1,1,0026-03-01,,',
      ].join('\n'),
      { rejects },
    );

    expect(report).toMatchObject({
      rowCount: 8,
      acceptedCount: 2,
      rejectedCount: 6,
      tallies: { itemsAdded: 2 },
    });
    expect(report.firstRejections).toEqual([
      { row: 3, reason: expect.stringMatching(/item "a" is AI_GENERATED, not HUMAN_DESIGNED/) },
      {
        row: 4,
        reason: expect.stringMatching(
          /an earlier row of this file states item "a" of store "s" for SEARCH on 2026-03-01 already/,
        ),
      },
      {
        row: 5,
        reason: expect.stringMatching(
          /origin is "robot", it must be.*impressions is "-1", it must not be negative; clicks is "2.5", it must be whole; orders is blank.*day is "01-03-2026"/,
        ),
        hint: 'translate it, e.g. with --map origin=COLUMN:robot=WORD; e.g. --date-format dd-mm-yyyy',
      },
      {
        row: 6,
        reason: expect.stringMatching(/price needs a currency.*day is 2027-01-01, which is still to come/),
        hint: 'state the currency, e.g. --map currency:=EUR',
      },
      { row: 7, reason: 'has 6 cells where the header has 10' },
      {
        row: 9,
        reason: 'day is 0026-03-01, which is not in this century: is it the right column and date format?',
      },
    ]);
    expect(rejects.join('')).toMatch(new RegExp(`^row,reason,${HEADER},day,price,currency\n3,`));
    expect(rejects.join('')).toContain(",s,'=c,AI_GENERATED,");
    expect(rejects.join('')).toContain('; translate it, e.g. with --map origin=COLUMN:robot=WORD');
  });

  it('lets a row that is rejected change nothing, its item neither', async () => {
    const report = await importText(
      [
        `${HEADER},price,currency,category`,
        's,a,AI_GENERATED,,1000,12,3,10,EUR,dress',
        's,a,AI_GENERATED,,1000,12,3,99,EUR,shoe',
        's,a,HUMAN_DESIGNED,SEARCH,5,1,0,99,EUR,shoe',
        's,a,AI_GENERATED,SEARCH,5,1,0,,,',
        `new store,${'x'.repeat(200)}\u0007,AI_GENERATED,SEARCH,5,1,0,,,`,
      ].join('\n'),
    );

    expect(report.firstRejections.map(({ row }) => row)).toEqual([3, 4, 6]);
    const items = await database.dataSource.query(
      `SELECT stores.name AS store, category, price_minor::int FROM stores LEFT JOIN items ON stores.id = store_id
       WHERE workspace_id = $1`,
      [workspaceId],
    );
    expect(items).toEqual([{ store: 's', category: 'dress', price_minor: 1000 }]);
  });

  it('reads days of the form that was declared', async () => {
    await importText(`${HEADER},day\ns,a,AI_GENERATED,SEARCH,1,1,1,31-08-2023\n`, {
      dateFormat: 'dd-mm-yyyy',
    });

    expect(await totals()).toMatchObject([{ day: '2023-08-31' }]);
  });

  it('writes nothing in a dry run, and says what would happen', async () => {
    await importText(`${HEADER}\ns,a,AI_GENERATED,SEARCH,100,10,2\n`);
    const before = await Promise.all(['stores', 'items', 'item_counts', 'import_runs'].map(countRows));
    const rejects: string[] = [];

    const text = `${HEADER}\ns,a,AI_GENERATED,SEARCH,7,7,7\ns,a,AI_GENERATED,SEARCH,8,8,8\nt,b,HUMAN_DESIGNED,,1,1,1\n`;
    const report = await importAtOnce(await requestOf(text, { rejects }), { dryRun: true });

    expect(report).toMatchObject({
      dryRun: true,
      runId: null,
      acceptedCount: 2,
      rejectedCount: 1,
      tallies: { storesAdded: 1, itemsAdded: 1, replaced: 1, undated: 2 },
    });
    expect(rejects.join('')).toContain('\n3,');
    expect(await Promise.all(['stores', 'items', 'item_counts', 'import_runs'].map(countRows))).toEqual(
      before,
    );
    expect(await totals()).toMatchObject([{ impressions: 100 }]);
  });

  it('goes on after the last chunk when it was stopped, and finds duplicates across the stop', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `s${n % 7},i${n},${n % 7 < 3 ? 'AI_GENERATED' : 'HUMAN_DESIGNED'},SEARCH,10,1,0`,
    );
    const text = [HEADER, ...rows, rows[0], rows[4_999]].join('\n');
    const stop = new AbortController();

    await expect(
      importText(text, { signal: stop.signal, report: () => stop.abort(new Error('killed')) }),
    ).rejects.toThrow('killed');
    const partly = await totals();
    expect(partly.reduce((sum, { impressions }) => sum + Number(impressions), 0)).toBe(20_000);

    const report = await importText(text);
    expect(report).toMatchObject({
      resumedAfter: 2_000,
      rowCount: 5_002,
      acceptedCount: 5_000,
      rejectedCount: 2,
    });
    expect(report.tallies).toMatchObject({ storesAdded: 7, itemsAdded: 5_000, replaced: 0 });
    expect((await totals()).reduce((sum, { impressions }) => sum + Number(impressions), 0)).toBe(50_000);
    expect(await countRows('import_keys')).toBe(0);
  });

  it('lets only one of two processes import a file', async () => {
    const rows = Array.from({ length: 4_500 }, (_, n) => `s,i${n},AI_GENERATED,SEARCH,1,0,0`);
    const text = [HEADER, ...rows].join('\n');

    const outcomes = await Promise.allSettled([importText(text), importText(text)]);

    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    );
    expect(failures.every((code) => code === 'CONFLICT')).toBe(true);
    expect(await totals()).toMatchObject([{ impressions: 4_500 }]);
  });
});
