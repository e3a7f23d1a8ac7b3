import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../../server/platform/index.js';
import type { Data } from '../../support/product/execute.js';
import { postGraphql, uploadText, useServer } from '../../support/product/serve.js';
import { viewerOf } from '../../support/product/viewers.js';

const server = useServer();
let cookie: string;

beforeAll(async () => {
  cookie = await server.signIn(Role.ANALYST);
  await server.toile.toile.jobs.start(1);
});
afterAll(() => server.toile.toile.jobs.stop());

const upload = (text: string, name = 'export.csv') => uploadText(server.url, cookie, text, name);

async function ask(query: string, variables: object): Promise<Data> {
  const { data, errors } = (await (
    await postGraphql(server.url, query, { cookie }, variables)
  ).json()) as Data;
  if (errors) throw new Error(errors[0].message);
  return data;
}

const PREVIEW = `query ($input: ImportPreviewInput!) {
  importPreview(input: $input) {
    format delimiter maps { field column literal values { from to } } rows mappedRows surveyedRowCount sawAllRows
    problems { field row count message } warnings { row message }
    numberFormat { format isDeclared isAmbiguous examples { text column row readings { format value } } }
    columns { name samples distinctValues }
    fields { name required description allowedValues }
  }
}`;
const START = 'mutation ($input: StartImportInput!) { startImport(input: $input) { id status } }';

const FILE =
  'Shop;SKU;Gender;Views;item_list_clicks;Purchases;orders\nZoé;a;F;10;2;1;x\nZoé;b;M;20;3;0;y\nZoé;c;?;5;1;0;z\n';
const MAPS = [
  { field: 'store', column: 'Shop' },
  { field: 'item', column: 'SKU' },
  {
    field: 'origin',
    column: 'Gender',
    values: [
      { from: 'F', to: 'AI_GENERATED' },
      { from: 'M', to: 'HUMAN_DESIGNED' },
    ],
  },
  { field: 'impressions', column: 'Views' },
  { field: 'clicks', column: 'item_list_clicks' },
  { field: 'orders', column: 'Purchases' },
];

async function runJob(input: object): Promise<Data> {
  return endOf((await ask(START, { input })).startImport.id);
}

async function endOf(id: string): Promise<Data> {
  for (;;) {
    const { job } = await ask('query ($id: ID!) { job(id: $id) { status result error done total } }', { id });
    if (!['QUEUED', 'RUNNING'].includes(job.status)) return { ...job, result: JSON.parse(job.result) };
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe('an upload', () => {
  it('is previewed with a guess of the maps, and with what is wrong', async () => {
    const uploadId = await upload(FILE);
    const { importPreview } = await ask(PREVIEW, { input: { kind: 'COUNTS', uploadId } });

    expect(importPreview).toMatchObject({
      format: 'CSV',
      delimiter: ';',
      maps: [
        { field: 'store', column: 'Shop', literal: null, values: null },
        { field: 'item', column: 'SKU' },
        { field: 'impressions', column: 'Views' },
        { field: 'clicks', column: 'item_list_clicks' },
        { field: 'orders', column: 'orders' },
      ],
      rows: [
        ['Zoé', 'a', 'F', '10', '2', '1', 'x'],
        ['Zoé', 'b', 'M', '20', '3', '0', 'y'],
        expect.anything(),
      ],
      surveyedRowCount: 3,
      sawAllRows: true,
      numberFormat: { format: null, isDeclared: false, isAmbiguous: false, examples: [] },
      problems: [
        {
          field: 'origin',
          row: null,
          count: 1,
          message: 'Nothing fills origin: choose a column, or one value for all rows',
        },
      ],
    });
    expect(importPreview.columns[2]).toEqual({
      name: 'Gender',
      samples: ['F', 'M', '?'],
      distinctValues: ['?', 'F', 'M'],
    });
    expect(importPreview.fields.find(({ name }: Data) => name === 'origin')).toMatchObject({
      required: true,
      allowedValues: ['AI_GENERATED', 'HUMAN_DESIGNED'],
    });
  });

  it('says which problems keep it from being imported, and which cost rows only', async () => {
    const text = readFileSync('tests/fixtures/cases/german-thousands-counts.csv', 'utf8');
    const uploadId = await upload(`${text}DE Laden;c;NOBODY;7;5;1;1;EUR\n`);
    const query =
      'query ($input: ImportPreviewInput!) { importPreview(input: $input) { problems { field isBlocking } } }';
    const { importPreview } = await ask(query, { input: { kind: 'COUNTS', uploadId } });

    const blocking = importPreview.problems.map(({ field, isBlocking }: Data) => [field, isBlocking]);
    expect(new Map(blocking)).toEqual(
      new Map([
        ['impressions', true],
        ['clicks', true],
        ['revenue', true],
        ['origin', false],
      ]),
    );
  });

  it('is previewed as its maps read it, row by row', async () => {
    const uploadId = await upload(FILE);
    const maps = MAPS.map((map) => (map.field === 'orders' ? { ...map, column: 'orders' } : map));
    const { importPreview } = await ask(PREVIEW, { input: { kind: 'COUNTS', uploadId, maps } });

    expect(importPreview.maps).toMatchObject(maps);
    expect(importPreview.mappedRows[0].slice(0, 7)).toEqual(['Zoé', 'a', 'AI_GENERATED', '', '10', '2', 'x']);
    expect(importPreview.problems).toEqual([
      {
        field: 'orders',
        row: 2,
        count: 2,
        message: 'orders is "x", it must be a whole number from 0 on',
      },
      { field: 'origin', row: 4, count: 1, message: 'Gender is "?", its map only knows F, M' },
    ]);
  });

  it('has fields that can be asked for before there is a file', async () => {
    const { importFields } = await ask(
      'query ($kind: ImportKind!) { importFields(kind: $kind) { name required } }',
      {
        kind: 'ITEMS',
      },
    );

    expect(importFields.slice(0, 4)).toEqual([
      { name: 'store', required: true },
      { name: 'item', required: true },
      { name: 'origin', required: true },
      { name: 'title', required: false },
    ]);
  });

  it('is tried without a trace, imported as a job, and its rejects are a download', async () => {
    const uploadId = await upload(FILE);
    const tried = await runJob({ kind: 'COUNTS', uploadId, maps: MAPS, dryRun: true });
    const done = await runJob({ kind: 'COUNTS', uploadId, maps: MAPS });
    const rejects = await fetch(`${server.url}/api/imports/${done.result.runId}/rejects`, {
      headers: { cookie },
    });

    expect(tried).toMatchObject({
      status: 'SUCCEEDED',
      result: { dryRun: true, runId: null, acceptedCount: 2 },
    });
    expect(done).toMatchObject({
      status: 'SUCCEEDED',
      done: 3,
      total: 3,
      result: {
        dryRun: false,
        acceptedCount: 2,
        rejectedCount: 1,
        tallies: { storesAdded: 1, itemsAdded: 2 },
        maps: expect.arrayContaining(['origin=Gender:F=AI_GENERATED,M=HUMAN_DESIGNED', 'store=Shop']),
        brought: ['30 impressions', '5 clicks', '1 order', '1 new store', '2 new items'],
        notes: [
          '2 rows without a day: in totals, absent from trends',
          '1 order without an amount: revenue is unknown while it is there',
        ],
      },
    });
    expect(await rejects.text()).toBe(
      'row,reason,Shop,SKU,Gender,Views,item_list_clicks,Purchases,orders\n' +
        '4,"Gender is ""?"", its map only knows F, M",Zoé,c,?,5,1,0,z\n',
    );
    expect(Object.fromEntries(rejects.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining('export-rejects.csv'),
    });
  });

  it('is in the audit log under who asked for it', async () => {
    const audit = await server.toile.dataSource.query(
      `SELECT action, actor_kind, details FROM audit_log
       WHERE action LIKE 'import.%' ORDER BY id`,
    );
    const [{ id }] = await server.toile.dataSource.query('SELECT id FROM workspaces WHERE is_default');
    const entry = (action: string, details: object) => ({
      action: `import.${action}`,
      actor_kind: 'user',
      details: { kind: 'COUNTS', fileName: 'export.csv', ...details },
    });

    expect(audit).toEqual([
      entry('request', { workspaceId: id, dryRun: true }),
      entry('request', { workspaceId: id, dryRun: false }),
      entry('begin', { rowCount: 0, rejectedCount: 0 }),
      entry('finish', { rowCount: 3, rejectedCount: 1 }),
    ]);
  });

  it('names its job from the start, which keeps the settings it ran under', async () => {
    const uploadId = await upload(FILE, 'january.csv');
    const input = { kind: 'COUNTS', uploadId, maps: MAPS, dateFormat: 'dd.mm.yyyy', dryRun: true };
    const start = 'mutation ($input: StartImportInput!) { startImport(input: $input) { id status subject } }';

    const { startImport } = await ask(start, { input });

    expect(startImport).toMatchObject({ status: 'QUEUED', subject: 'counts: january.csv (dry run)' });
    expect((await endOf(startImport.id)).result.settings).toMatchObject({
      ...input,
      maps: [{ field: 'store', column: 'Shop' }, ...input.maps.slice(1)],
      again: false,
    });
  });

  it.each<[string, string, object, RegExp]>([
    ['a workbook', 'PK\u0003\u0004', {}, /save the sheet as CSV/],
    ['a field without a column', FILE, {}, /^Nothing fills store, item, origin, impressions, clicks/],
    ['an unknown column', FILE, { maps: [{ field: 'store', column: 'Shopp' }] }, /did you mean "Shop"/],
    ['an unknown date format', FILE, { maps: MAPS, dateFormat: 'yyyy' }, /needs yyyy, mm and dd once each/],
  ])('is refused at once, before there is a job: %s', async (_, text, settings, message) => {
    const uploadId = await upload(text, 'book.csv');

    await expect(ask(START, { input: { kind: 'COUNTS', uploadId, ...settings } })).rejects.toThrow(message);
  });

  it('is not imported for somebody who may no longer do so when the job runs', async () => {
    const imports = server.toile.toile.imports;
    const task = imports.tasks[0]!;
    const uploadId = await upload(FILE);
    const payload = task.payload.parse({
      kind: 'COUNTS',
      uploadId,
      maps: MAPS,
      dateFormat: null,
      dryRun: false,
      again: true,
    });
    const handle = { id: '0', workspaceId: null, requestedBy: 'x', requester: viewerOf(Role.PM) };
    const job = { ...handle, signal: new AbortController().signal, report: () => {} };

    await expect(task.run(payload, job)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'This needs the role ADMIN or ANALYST',
    });
  });

  it('must exist', async () => {
    await expect(
      ask(START, { input: { kind: 'COUNTS', uploadId: '00000000-0000-0000-0000-000000000000' } }),
    ).rejects.toThrow(/Upload .* does not exist/);
  });

  it('is for whoever may import: nobody else fetches rejects', async () => {
    const response = await fetch(`${server.url}/api/imports/00000000-0000-0000-0000-000000000000/rejects`);

    expect(response.status).toBe(401);
  });
});

it('refuses an upload with stray quotation marks by its preview and before its job, until its quoting is said', async () => {
  const lines = ['s\ta\tHUMAN_DESIGNED\t"red', 's\tb\tHUMAN_DESIGNED\tblue"'];
  const uploadId = await upload(['store\titem\torigin\ttitle', ...lines].join('\n'), 'quotes.tsv');
  const input = { kind: 'ITEMS', uploadId };
  const fault =
    /^quotes\.tsv, lines 2 to 3: a quoted cell makes these lines one row, but line 3 reads like a row/;

  await expect(ask(PREVIEW, { input })).rejects.toThrow(fault);
  await expect(ask(START, { input })).rejects.toThrow(fault);

  const { importPreview } = await ask(PREVIEW, { input: { ...input, quoting: 'NONE' } });
  expect(importPreview.rows).toEqual(lines.map((line) => line.split('\t')));
  expect((await runJob({ ...input, quoting: 'NONE' })).result).toMatchObject({ acceptedCount: 2 });
  const trusted = await ask(PREVIEW, { input: { ...input, quoting: 'QUOTED' } });
  expect(trusted.importPreview.rows).toEqual([
    ['s', 'a', 'HUMAN_DESIGNED', 'red\ns\tb\tHUMAN_DESIGNED\tblue'],
  ]);
});
