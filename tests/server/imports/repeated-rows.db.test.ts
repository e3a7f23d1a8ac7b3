import { beforeEach, describe, expect, it } from '@jest/globals';
import { ImportKind } from '../../../server/imports/index.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';

const product = useToile();
let workspaceId: string;

interface Options {
  readonly dryRun?: boolean;
  readonly again?: boolean;
  readonly maps?: readonly string[];
  readonly dateFormat?: null;
  readonly imageFolder?: null;
  readonly delimiter?: string;
}

const importText = (kind: ImportKind, text: string, options: Options = {}) =>
  product.toile.imports.files.importFile(OPERATOR, {
    ...{ kind, workspaceId, source: textSource('file.csv', text), maps: [], dryRun: false },
    ...options,
  });

const importRows = (header: string, rows: readonly string[], options?: Options) =>
  importText(ImportKind.EVENTS, [header, ...rows].join('\n'), options);

/** Of each kind. */
const stored = async () => {
  const rows: { line: string }[] = await product.dataSource.query(
    `SELECT concat_ws(' ', kind, count(*)) AS line FROM events WHERE workspace_id = $1 GROUP BY kind ORDER BY kind`,
    [workspaceId],
  );
  return rows.map(({ line }) => line);
};

beforeEach(async () => {
  workspaceId = (await addWorkspace(product.dataSource)).id;
  await importText(ImportKind.ITEMS, 'store,item,origin\ns,a,AI_GENERATED\ns,b,HUMAN_DESIGNED\n');
});

const DAYS = 'kind,time,visitor,item,scenario,amount,currency';
const ORDER = 'ORDER,2026-01-31,v7,a,SEARCH,10,EUR';
const IMPRESSION = 'IMPRESSION,2026-01-31,v7,a,SEARCH,,';

describe('a row without an id that says the same as an earlier row of its file', () => {
  it.each([true, false])('counts once, with a warning (dry run: %s)', async (dryRun) => {
    const report = await importRows(DAYS, [ORDER, ORDER, IMPRESSION, IMPRESSION, IMPRESSION], { dryRun });

    expect(report).toMatchObject({ acceptedCount: 5, tallies: { duplicates: 0, repeated: 3 } });
    expect(report.warnings).toEqual({
      count: 3,
      first: [
        {
          row: 3,
          message: 'is the same as row 2: counted once; give each event an id or an order number',
        },
        { row: 5, message: 'is the same as row 4: counted once; give each event an id' },
        { row: 6, message: 'is the same as row 4: counted once; give each event an id' },
      ],
    });
    expect(await stored()).toEqual(dryRun ? [] : ['IMPRESSION 1', 'ORDER 1']);
  });

  it.each([true, false])('is found in another chunk (dry run: %s)', async (dryRun) => {
    const others = Array.from({ length: 2000 }, (_, n) => `CLICK,2026-01-31,w${n},a,SEARCH,,`);

    const report = await importRows(DAYS, [IMPRESSION, ...others, IMPRESSION, IMPRESSION], { dryRun });

    expect(report.tallies).toMatchObject({ duplicates: 0, repeated: 2 });
    expect(report.warnings.first).toEqual([
      {
        row: 2003,
        message: 'is the same as an earlier row of this file: counted once; give each event an id',
      },
      { row: 2004, message: 'is the same as row 2003: counted once; give each event an id' },
    ]);
  });

  it.each([true, false])(
    'is told apart from one that an earlier import brought (dry run: %s)',
    async (dryRun) => {
      await importRows(DAYS, [ORDER]);

      const report = await importRows(DAYS, [ORDER, IMPRESSION, IMPRESSION], { dryRun });

      expect(report).toMatchObject({ tallies: { duplicates: 1, repeated: 1 }, warnings: { count: 1 } });
    },
  );

  it.each([true, false])('is told so again when its file is imported again (dry run: %s)', async (dryRun) => {
    const others = Array.from({ length: 2000 }, (_, n) => `CLICK,2026-01-31,w${n},a,SEARCH,,`);
    const rows = [ORDER, ORDER, ...others, ORDER];
    const first = await importRows(DAYS, rows);

    const again = await importRows(DAYS, rows, { again: true, dryRun });

    expect(again).toMatchObject({ tallies: { duplicates: 2001, repeated: 2 }, warnings: first.warnings });
    expect(await stored()).toEqual(['CLICK 2000', 'ORDER 1']);
  });

  it('needs no warning if both name the same id', async () => {
    const rows = [`${IMPRESSION},e1`, `${IMPRESSION},e1`];

    const report = await importRows(`${DAYS},id`, rows, { maps: ['id=id'] });

    expect(report).toMatchObject({ tallies: { duplicates: 0, repeated: 1 }, warnings: { count: 0 } });
  });
});

describe('a line of an order that its file has twice', () => {
  const HEADER = 'kind,time,visitor,item,scenario,order,quantity,price,currency,id';
  const line = (id: string) => `ORDER,2026-01-31,v7,a,SEARCH,o1,1,5,EUR,${id}`;

  it.each([
    ['without ids', '', '', /^says the same of its order as an earlier row/, true],
    ['without ids', '', '', /^says the same of its order as an earlier row/, false],
    ['under ids of their own', 'e1', 'e2', /^order o1 already has a line of item a in this file: add/, true],
    ['under ids of their own', 'e1', 'e2', /^order o1 already has a line of item a in this file: add/, false],
  ])('is rejected and not lost %s', async (_, first, second, reason, dryRun) => {
    const report = await importRows(HEADER, [line(first), line(second)], { dryRun, maps: ['id=id'] });

    expect(report).toMatchObject({ acceptedCount: 1, rejectedCount: 1, tallies: { duplicates: 0 } });
    expect(report.firstRejections).toEqual([
      { row: expect.any(Number), reason: expect.stringMatching(reason) },
    ]);
  });

  it('is rejected too if the order was known before, and repeats of an id are not', async () => {
    const maps = ['id=id'];
    await importRows(HEADER, [line('e1')], { maps });

    const rows = [line('e1'), line('e1'), line('e2')];
    const tried = await importRows(HEADER, rows, { maps, dryRun: true });
    const report = await importRows(HEADER, rows, { maps });

    expect(report.tallies).toMatchObject({ duplicates: 1, repeated: 1 });
    expect(report.firstRejections).toEqual([
      { row: 4, reason: expect.stringContaining('says the same of its order as an earlier row') },
    ]);
    expect(tried).toMatchObject({ tallies: report.tallies, firstRejections: report.firstRejections });
  });

  it('is rejected in another chunk too', async () => {
    const others = Array.from({ length: 2000 }, (_, n) => `CLICK,2026-01-31,w${n},a,SEARCH,,,,,c${n}`);
    const maps = ['id=id'];

    const report = await importRows(HEADER, [line('e1'), ...others, line('e2')], { maps });

    expect(report.firstRejections).toEqual([{ row: 2003, reason: expect.stringContaining('in this file') }]);
  });
});

describe('a row about an event that is there, which says something else', () => {
  const HEADER = 'kind,time,visitor,item,scenario,order,amount,currency,id';
  const LINE = 'ORDER,2026-01-01T10:00:00Z,v9,a,SEARCH,o1,10,EUR,e1';
  const SHOWN = 'IMPRESSION,2026-01-01T10:00:00Z,v9,a,SEARCH,,,,e1';
  const CASES = [
    ['a line on another day', LINE, 'ORDER,2026-01-02T10:00:00Z,v9,a,SEARCH,o1,10,EUR,e2', 'time'],
    ['a line of another visitor', LINE, 'ORDER,2026-01-01T10:00:00Z,v8,a,SEARCH,o1,10,EUR,e1', 'visitor'],
    ['a line in another scenario', LINE, 'ORDER,2026-01-01T10:00:00Z,v9,a,OTHER,o1,10,EUR,e2', 'scenario'],
    [
      'an id in another scenario',
      SHOWN,
      'IMPRESSION,2026-01-01T10:00:00Z,v9,a,RECOMMENDATION,,,,e1',
      'scenario',
    ],
    ['an id that had no scenario', SHOWN.replace('SEARCH', ''), SHOWN, 'scenario'],
  ] as const;
  const maps = ['id=id'];

  it.each(CASES)('is rejected from the same file: %s', async (_, first, second, difference) => {
    const tried = await importRows(HEADER, [first, second], { maps, dryRun: true });
    const report = await importRows(HEADER, [first, second], { maps });

    expect(tried.firstRejections).toEqual(report.firstRejections);
    expect(report).toMatchObject({ acceptedCount: 1, tallies: { duplicates: 0 } });
    expect(report.firstRejections[0]?.reason).toContain(`says something else (${difference})`);
  });

  it.each(CASES)('is rejected from another file: %s', async (_, first, second, difference) => {
    await importRows(HEADER, [first], { maps });

    const tried = await importRows(HEADER, [second], { maps, dryRun: true });
    const report = await importRows(HEADER, [second], { maps });

    expect(tried.firstRejections).toEqual(report.firstRejections);
    expect(report).toMatchObject({ acceptedCount: 0, tallies: { duplicates: 0 } });
    expect(report.firstRejections[0]?.reason).toContain(`says something else (${difference})`);
  });

  it('is rejected if its list gives it another scenario, or if its position differs', async () => {
    await product.dataSource.query(
      `UPDATE workspaces SET list_scenarios = '{"srch": "SEARCH", "home": "RECOMMENDATION"}' WHERE id = $1`,
      [workspaceId],
    );
    const rows = ['srch,1,e1', 'home,1,e1', 'srch,1,e2', 'srch,2147483647,e2'].map(
      (row) => `CLICK,2026-01-01T10:00:00Z,v9,a,${row}`,
    );
    const header = 'kind,time,visitor,item,list,position,id';

    const tried = await importRows(header, rows, { maps, dryRun: true });
    const report = await importRows(header, rows, { maps });

    expect(tried.firstRejections).toEqual(report.firstRejections);
    expect(report.firstRejections).toMatchObject([
      { row: 3, reason: expect.stringContaining('(scenario)') },
      { row: 5, reason: expect.stringContaining('(position)') },
    ]);
  });

  it('is known already if it states no scenario, and another event if its visitor is another', async () => {
    await importRows(HEADER, [SHOWN], { maps });

    const rows = [SHOWN.replace('SEARCH', ''), SHOWN.replace('v9', 'v8')];
    const report = await importRows(HEADER, rows, { maps });

    expect(report).toMatchObject({ acceptedCount: 2, tallies: { duplicates: 1 } });
    expect(await stored()).toEqual(['IMPRESSION 2']);
  });
});

describe('a row without an id that looks like an event recorded before', () => {
  const HEADER = 'kind,time,visitor,item,pos';
  const ROWS = ['CLICK,2026-01-31T10:00:00Z,v7,a,1', 'IMPRESSION,2026-01-31T10:00:00Z,v8,b,2'];
  const MORE = 'CLICK,2026-01-31T11:00:00Z,v7,a,1';
  const POSITIONS = { maps: ['position=pos'] };
  const warning = (row: number) => ({
    row,
    message:
      'looks like an event recorded before, with the same visitor, item, kind and time: it may count twice',
  });

  it.each<[string, readonly string[], Options, readonly number[]]>([
    ['under other maps', [...ROWS, MORE], POSITIONS, [2, 3]],
    ['but of another kind, item or time', [ROWS[0]!.replace('CLICK', 'IMPRESSION'), MORE], POSITIONS, []],
  ])('has a warning if it comes %s', async (_, rows, options, warned) => {
    await importRows(HEADER, ROWS);

    const tried = await importRows(HEADER, rows, { ...options, dryRun: true });
    const report = await importRows(HEADER, rows, options);

    for (const { tallies, warnings } of [tried, report]) {
      expect(tallies).toMatchObject({ lookalikes: warned.length });
      expect(warnings.first).toEqual(warned.map(warning));
    }
  });

  it('is known if it only spells kind, time and scenario in another way', async () => {
    const header = `${HEADER},scenario`;
    await importRows(header, [`${ROWS[0]},SEARCH`, `${ROWS[1]},SEARCH`]);

    const report = await importRows(header, [
      'Product Clicked,2026-01-31 10:00:00 UTC,v7,a,1,search',
      'view_item_list,2026-01-31T11:00:00+01:00,v8,b,2,Search',
      `${MORE},SEARCH`,
    ]);

    expect(report.tallies).toMatchObject({ duplicates: 2, lookalikes: 0, impressions: 0, clicks: 1 });
  });

  it('has none for what its own import brought, is known as it is, or has an id', async () => {
    await importRows(HEADER, [MORE]);
    const others = Array.from({ length: 2000 }, (_, n) => `CLICK,2026-01-31,w${n},a,${n}`);
    const rows = [MORE, ...ROWS, ...others, ROWS[0]!.replace(/1$/, '5')];

    const report = await importRows(HEADER, rows, POSITIONS);
    const longer = await importRows(HEADER, [...rows, ROWS[0]!.replace(':00Z', ':01Z')], POSITIONS);
    const named = await importRows(`${HEADER},id`, [`${MORE},e1`], { maps: ['id=id'] });

    expect(report).toMatchObject({ acceptedCount: 2004, warnings: { first: [warning(2)] } });
    expect(longer.tallies).toMatchObject({ duplicates: 2004, lookalikes: 0, clicks: 1 });
    expect(named.tallies).toMatchObject({ lookalikes: 0, clicks: 1 });
  });
});

describe('a file that was imported with other settings', () => {
  const HEADER = 'kind,time,visitor,item,scenario,pos';
  const ROWS = ['IMPRESSION,2026-01-01T10:00:00Z,v9,a,SEARCH,3'];
  const importFile = (options: Options = {}) => importRows(HEADER, ROWS, options);
  const WITH_POSITION = { maps: ['position=pos'] };

  it.each([true, false])('is refused where events may count twice (dry run: %s)', async (dryRun) => {
    await importFile();

    await expect(importFile({ ...WITH_POSITION, dryRun })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(
        /^The same file was imported before with other settings: "file\.csv" \(imported .* UTC\)\. Rows without an id may count twice\. Revert that import first, or choose "Import again"$/,
      ),
      problems: [{ hint: '--again imports it on purpose' }],
    });
    expect(await stored()).toEqual(['IMPRESSION 1']);
    expect((await importFile()).alreadyImportedAt).toBeInstanceOf(Date);
  });

  it.each([true, false])('comes in on purpose, with a note (dry run: %s)', async (dryRun) => {
    await importFile();

    const report = await importFile({ ...WITH_POSITION, again: true, dryRun });

    expect(report).toMatchObject({ acceptedCount: 1, tallies: { duplicates: 0 } });
    expect(report.notes).toEqual([expect.stringContaining('Rows without an id may count twice')]);
    expect((await importFile()).notes).toEqual([]);
  });

  it('is the same file if settings are stated as empty, as the command line does', async () => {
    await importFile();

    const same = await importFile({
      dateFormat: null,
      imageFolder: null,
      delimiter: ',',
      maps: ['item=item'],
    });

    expect(same.alreadyImportedAt).toBeInstanceOf(Date);
  });

  it('comes in once that import was reverted, or if it brought nothing', async () => {
    const first = await importFile({ maps: ['item:=nowhere'] });
    const second = await importFile();
    await product.toile.imports.reverts.revert(OPERATOR, { workspaceId, runId: second.runId! });

    const third = await importFile(WITH_POSITION);

    expect(first.acceptedCount).toBe(0);
    expect(third).toMatchObject({ acceptedCount: 1, notes: [] });
  });

  it('is refused if that import stopped half-way, and not if it stopped before its first row', async () => {
    await importFile();
    const progress = (set: string) =>
      product.dataSource.query(
        `UPDATE import_runs SET finished_at = NULL, ${set} WHERE workspace_id = $1 AND kind = 'events'`,
        [workspaceId],
      );
    await progress('row_count = 1');

    await expect(importFile(WITH_POSITION)).rejects.toMatchObject({ code: 'INVALID_INPUT' });

    await product.dataSource.query('DELETE FROM events WHERE workspace_id = $1', [workspaceId]);
    await progress('row_count = 0, last_row = 0');
    expect(await importFile(WITH_POSITION)).toMatchObject({ acceptedCount: 1, notes: [] });
    await expect(importFile()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await stored()).toEqual(['IMPRESSION 1']);
  });

  it('comes in under one of two settings if both are tried at once', async () => {
    const ends = await Promise.allSettled([importFile(), importFile(WITH_POSITION)]);

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await stored()).toEqual(['IMPRESSION 1']);
  });

  it('is no such file if only an import of it with the same settings was reverted', async () => {
    await importFile();
    const second = await importFile({ again: true });
    await product.toile.imports.reverts.revert(OPERATOR, { workspaceId, runId: second.runId! });

    expect(await importFile()).toMatchObject({
      alreadyImportedAt: null,
      notes: [],
      tallies: { duplicates: 1 },
    });
    await expect(importFile(WITH_POSITION)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('may come into another workspace, and with other bytes', async () => {
    await importFile();
    await importRows(`${HEADER},other`, ROWS, WITH_POSITION);
    workspaceId = (await addWorkspace(product.dataSource)).id;

    await expect(importFile(WITH_POSITION)).resolves.toMatchObject({ rejectedCount: 1, notes: [] });
  });

  it('restates totals, with a note', async () => {
    const text = 'store,item,origin,impressions,clicks,orders,sold\ns,a,AI_GENERATED,9,2,1,1\n';
    await importText(ImportKind.COUNTS, text);

    const report = await importText(ImportKind.COUNTS, text, { maps: ['orders=sold'] });

    expect(report).toMatchObject({ acceptedCount: 1, tallies: { replaced: 1 } });
    expect(report.notes).toEqual([expect.stringMatching(/other settings: .* What it stated is replaced/)]);
  });
});
