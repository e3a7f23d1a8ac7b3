import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportKind } from '../../../server/imports/index.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR, Role } from '../../../server/platform/index.js';
import type { Data } from '../../support/product/execute.js';
import { answerOf, postGraphql, uploadText, useServer } from '../../support/product/serve.js';

const server = useServer();
let cookie: string;
let workspaceId: string;

beforeAll(async () => {
  cookie = await server.signIn(Role.ANALYST);
  workspaceId = (await server.toile.toile.catalog.workspaces.resolve(OPERATOR, null)).id;
  await server.toile.toile.jobs.start(1);
});
afterAll(() => server.toile.toile.jobs.stop());

const HEADER = 'store,item,origin,impressions,clicks,orders';
const ROW = 's,a,AI_GENERATED,1,1,1';
const names = (count: number) => Array.from({ length: count }, (_, n) => `column${n}`);

/** The error of an operation; none comes as an empty text. */
async function messageOf(query: string, input: object): Promise<string> {
  const { errors } = await answerOf(await postGraphql(server.url, query, { cookie }, { input }));
  return errors?.map(({ message }) => message).join('; ') ?? '';
}

const upload = (text: string, name = 'export.csv') => uploadText(server.url, cookie, text, name);

async function preview(text: string, name?: string): Promise<Data> {
  const input = { kind: 'COUNTS', uploadId: await upload(text, name) };
  const { data, errors } = await answerOf(await postGraphql(server.url, PREVIEW, { cookie }, { input }));
  return { ...data?.importPreview, error: errors?.[0]?.message ?? null };
}

const PREVIEW = `query ($input: ImportPreviewInput!) {
  importPreview(input: $input) { rows problems { message } columns { name samples distinctValues } }
}`;
const START = 'mutation ($input: StartImportInput!) { startImport(input: $input) { id } }';
const COUNTS =
  'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { rejected { reason } } }';

const TOO_MANY_COLUMNS = /has more than 1,000 columns, which is the limit/;
const manyColumns: readonly (readonly [string, string])[] = [
  ['wide.csv', `${names(5_001).join(',')}\n1`],
  ['wide.ndjson', JSON.stringify(Object.fromEntries(names(5_001).map((name) => [name, 1])))],
  [
    'growing.ndjson',
    names(500)
      .map((name) => `{"${name}":1,"${name}b":2,"${name}c":3}`)
      .join('\n'),
  ],
];

describe('a file of too many columns', () => {
  it.each(manyColumns)('is refused by its preview and by its import: %s', async (name, text) => {
    expect((await preview(text, name)).error).toMatch(TOO_MANY_COLUMNS);

    const request = { kind: ImportKind.COUNTS, workspaceId, source: textSource(name, text) };
    await expect(
      server.toile.toile.imports.files.importFile(OPERATOR, { ...request, maps: [], dryRun: true }),
    ).rejects.toThrow(TOO_MANY_COLUMNS);
  });

  it('is refused when it comes with a request', async () => {
    expect(await messageOf(COUNTS, { csv: manyColumns[0]![1] })).toMatch(TOO_MANY_COLUMNS);
  });
});

it('refuses a column with a long name', async () => {
  const { error } = await preview(`${HEADER},${'x'.repeat(501)}\n${ROW},1\n`);

  expect(error).toMatch(/^The name of column 7 of export.csv is longer than 500 characters/);
});

describe('a sentence about names', () => {
  it('lists the first 20 columns and says how many more there are', async () => {
    const message = await messageOf(COUNTS, {
      csv: `${names(900).join(',')}\n1`,
      maps: [{ field: 'store', column: 'shop' }],
    });

    expect(message).toMatch(/There is no column "shop"\. There are: column0, .*, column19 and 880 more$/);
  });

  it('shortens what was typed, and suggests nothing for a long name', async () => {
    const column = 'columnO'.repeat(70);
    const csv = `${names(900).join(',')}\n1`;
    const message = await messageOf(COUNTS, { csv, maps: [{ field: 'store', column }] });

    expect(message.length).toBeLessThan(500);
    expect(message).not.toContain('did you mean');
    const misspelt = { csv: `${HEADER}\n${ROW}`, maps: [{ field: 'store', column: 'stroe' }] };
    expect(await messageOf(COUNTS, misspelt)).toContain('did you mean "store"?');
  });

  it('shortens values and the list of what a map knows', async () => {
    const values = names(500).map((from) => ({ from, to: 'AI_GENERATED' }));
    const csv = `${HEADER}\ns,a,${'robot '.repeat(1_000)},${'9'.repeat(5_000)}x,1,1\n`;
    const maps = [{ field: 'origin', column: 'origin', values }];
    const { data } = await answerOf(
      await postGraphql(server.url, COUNTS, { cookie }, { input: { csv, maps } }),
    );
    const plain = await answerOf(await postGraphql(server.url, COUNTS, { cookie }, { input: { csv } }));

    expect(data.importCounts.rejected[0].reason).toMatch(
      /^origin is "robot .{1,80}", its map only knows .* and 480 more$/,
    );
    expect(plain.data.importCounts.rejected[0].reason.length).toBeLessThan(1_000);
  });
});

describe('maps', () => {
  const csv = `${HEADER}\n${ROW}`;
  const STORE = { field: 'store', column: 'store' };

  it.each([
    ['too many', Array.from({ length: 51 }, () => STORE), /maps must have at most 50 entries/],
    [
      'one of too many values',
      [{ ...STORE, values: Array.from({ length: 1_001 }, () => ({ from: 'a', to: 'b' })) }],
      /maps\[0\]\.values must have at most 1,000 entries/,
    ],
    [
      'one of a long value',
      [{ field: 'store', literal: 'a'.repeat(1_001) }],
      /maps\[0\]\.literal must have at most 1,000 characters/,
    ],
    ['one without a source', [{ field: 'store' }], /^The map of store needs either a column/],
    ['two of one field', [STORE, STORE], /^There are two maps for store/],
  ])('are refused before anything is done with them: %s', async (_, maps, message) => {
    expect(await messageOf(COUNTS, { csv, maps })).toMatch(message);
    expect(await messageOf(START, { kind: 'COUNTS', uploadId: await upload(csv), maps })).toMatch(message);
  });

  it('come with a date format of a sensible length', async () => {
    const input = { kind: 'COUNTS', uploadId: await upload(csv), dateFormat: `dd-mm-yyyy${' '.repeat(99)}` };

    expect(await messageOf(START, input)).toBe('input.dateFormat must have at most 30 characters');
  });
});

describe('a long row', () => {
  it('is rejected for a cell beyond the limit', async () => {
    const csv = `${HEADER},note\n${ROW},${'x'.repeat(100_001)}\n${ROW.replace('a', 'b')},x\n`;
    const { data } = await answerOf(await postGraphql(server.url, COUNTS, { cookie }, { input: { csv } }));

    expect(data.importCounts.rejected).toEqual([
      { reason: 'has a cell longer than 100,000 characters, which is the limit' },
    ]);
  });

  it.each([
    ['empty cells without end', 'a.csv', `${HEADER}\n${','.repeat(4_000_000)}`],
    ['text without end', 'a.csv', `${HEADER}\n${'x'.repeat(2_000_000)}`],
    ['a line of JSON', 'a.ndjson', `{"item":"${'x'.repeat(1_100_000)}"}\n{"item":"b"}\n`],
  ])('of %s ends the import with a sentence', async (_, name, text) => {
    expect((await preview(text, name)).error).toMatch(/is longer than 1 MiB, which is the limit/);
  });

  it('of JSON with long nested names is rejected', async () => {
    const key = 'k'.repeat(300);
    const { rows, columns } = await preview(`{"item":"a"}\n{"${key}":{"${key}":1}}\n`, 'a.ndjson');

    expect(columns).toMatchObject([{ name: 'item' }]);
    expect(rows).toHaveLength(2);
  });
});

describe('a preview', () => {
  it('looks at fewer rows of a wide file', async () => {
    const row = (n: number) =>
      names(1_000).map((_, column) => (column > 0 ? '' : n < 100 ? 'early' : 'late'));
    const text = [names(1_000), ...Array.from({ length: 200 }, (_, n) => row(n))]
      .map((cells) => cells.join(','))
      .join('\n');
    const { columns, rows } = await preview(text);

    expect(rows).toHaveLength(20);
    expect(columns[0]).toEqual({ name: 'column0', samples: ['early'], distinctValues: ['early'] });
  });

  it('shortens long texts, which are no values to map', async () => {
    const { columns, rows } = await preview(`${HEADER}\n${'s'.repeat(5_000)},a,AI_GENERATED,1,1,1\n`);

    expect(rows[0][0]).toBe(`${'s'.repeat(199)}…`);
    expect(columns[0]).toMatchObject({ samples: [`${'s'.repeat(199)}…`], distinctValues: [] });
    expect(columns[1]).toMatchObject({ samples: ['a'], distinctValues: ['a'] });
  });
});
