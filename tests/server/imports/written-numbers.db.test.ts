import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { importCommand } from '../../../server/commands/import.js';
import { Role } from '../../../server/platform/index.js';
import { useCommands } from '../../support/product/command-line.js';
import { type Data, useToile } from '../../support/product/execute.js';
import { endOf } from '../../support/product/jobs.js';
import { ANALYST, addPerson } from '../../support/product/viewers.js';

const product = useToile();
const { run } = useCommands(product, importCommand);
beforeAll(() => product.toile.jobs.start(1));
afterAll(() => product.toile.jobs.stop());
beforeEach(() => product.dataSource.query('DELETE FROM import_runs; DELETE FROM stores'));

const caseFile = (name: string) => `tests/fixtures/cases/${name}`;
const GERMAN = caseFile('german-thousands-counts.csv');

const sums = async (): Promise<Data> => {
  const [sum] = await product.dataSource.query(
    `SELECT sum(impressions)::int AS impressions, sum(clicks)::int AS clicks, sum(orders)::int AS orders,
       sum(revenue_minor)::int AS revenue FROM store_day_totals`,
  );
  return sum;
};
/** 10,000 + 20,000 impressions and 1,250.00 + 3,999.00 EUR */
const GERMAN_SUMS = { impressions: 30_000, clicks: 2_000, orders: 90, revenue: 524_900 };
const NOTHING = { impressions: null, clicks: null, orders: null, revenue: null };

const upload = async (text: string, name = 'file.csv') =>
  (await product.toile.storage.uploads.put(name, [Buffer.from(text)], 1e6)).id;

const PREVIEW = `query ($input: ImportPreviewInput!) { importPreview(input: $input) {
  numberFormat { format isDeclared isAmbiguous examples { text column row readings { format value } } }
  mappedRows problems { field row count message } warnings { row message } } }`;

async function preview(text: string, settings: object = {}, name?: string): Promise<Data> {
  const input = { kind: 'COUNTS', uploadId: await upload(text, name), ...settings };
  return (await product.ask(PREVIEW, { input }, ANALYST)).importPreview;
}

const START = 'mutation ($input: StartImportInput!) { startImport(input: $input) { id } }';

async function runJob(input: object): Promise<Data> {
  const person = await addPerson(product.dataSource, Role.ANALYST); // a job looks its requester up
  const { startImport } = await product.ask(START, { input }, person);
  const { status, result } = await endOf(product.toile.jobs, startImport.id);
  return { status, result };
}

const COUNTS = `mutation ($input: ImportCountsInput!) {
  importCounts(input: $input) { accepted rejected { row reason } } }`;

describe('a German export of ten thousand as 10.000', () => {
  const text = readFileSync(GERMAN, 'utf8');
  const REFUSAL = /impressions is written like "10\.000" in row 2: 10000 or 10\? Declare the number format/;

  it('is refused by the command until it says how', async () => {
    await expect(run('import', 'counts', GERMAN)).rejects.toThrow(REFUSAL);
    await expect(run('import', 'counts', GERMAN)).rejects.toThrow(
      'The same goes for clicks, revenue; --number-format point or --number-format comma declares it',
    );
    await expect(run('import', 'counts', GERMAN, '--number-format', 'german')).rejects.toThrow(
      'Allowed choices are point, comma',
    );
    expect(await sums()).toEqual(NOTHING);

    await run('import', 'counts', GERMAN, '--number-format', 'comma');
    expect(await sums()).toEqual(GERMAN_SUMS);
  });

  it('is asked about in the preview, with examples', async () => {
    const { numberFormat, problems } = await preview(text);

    expect(numberFormat).toMatchObject({ format: null, isDeclared: false, isAmbiguous: true });
    expect(numberFormat.examples[0]).toEqual({
      text: '10.000',
      column: 'impressions',
      row: 2,
      readings: [
        { format: 'DECIMAL_POINT', value: '10' },
        { format: 'DECIMAL_COMMA', value: '10000' },
      ],
    });
    expect(problems.map(({ field, row, count }: Data) => [field, row, count])).toEqual([
      ['impressions', 2, 2],
      ['clicks', 2, 2],
      ['revenue', 2, 2],
    ]);
    expect(problems[0].message).toMatch(REFUSAL);
    expect(JSON.stringify(problems)).not.toContain('--');
  });

  it('is previewed without the numbers that are open, so that 10.000 does not pass for ten', async () => {
    const { mappedRows } = await preview(text);

    expect(mappedRows[0].slice(0, 7)).toEqual(['DE Laden', 'a', 'AI_GENERATED', '', '', '', '50']);
  });

  it('is previewed as it is declared', async () => {
    const { numberFormat, problems, mappedRows } = await preview(text, { numberFormat: 'DECIMAL_COMMA' });

    expect(numberFormat).toMatchObject({ format: 'DECIMAL_COMMA', isDeclared: true, isAmbiguous: false });
    expect(problems).toEqual([]);
    expect(mappedRows[0].slice(4, 7)).toEqual(['10000', '1000', '50']);
  });

  it('is refused by startImport at once, and imported by it when declared', async () => {
    const uploadId = await upload(text);
    const input = { kind: 'COUNTS', uploadId };

    await expect(product.ask(START, { input }, ANALYST)).rejects.toThrow(REFUSAL);
    const tried = await runJob({ ...input, numberFormat: 'DECIMAL_COMMA', dryRun: true });
    expect(await sums()).toEqual(NOTHING);
    const { maps, dateFormat, numberFormat } = tried.result.settings;
    const done = await runJob({ ...input, maps, dateFormat, numberFormat });
    expect(done).toMatchObject({ status: 'SUCCEEDED', result: { acceptedCount: 2, rejectedCount: 0 } });
    expect(done.result.settings).toMatchObject({ ...tried.result.settings, dryRun: false });
    expect(await sums()).toEqual(GERMAN_SUMS);
  });

  it('is refused by importCounts until declared', async () => {
    await expect(product.ask(COUNTS, { input: { csv: text } }, ANALYST)).rejects.toThrow(REFUSAL);
    expect(await sums()).toEqual(NOTHING);

    await product.ask(COUNTS, { input: { csv: text, numberFormat: 'DECIMAL_COMMA' } }, ANALYST);
    expect(await sums()).toEqual(GERMAN_SUMS);
  });
});

const HEADER = 'store;item;origin;impressions;clicks;orders;revenue;currency';
const file = (...rows: string[]) =>
  [HEADER, ...rows.map((row, n) => `Laden;i${n};AI_GENERATED;${row}`)].join('\n');

describe('the spelling of numbers', () => {
  it.each<[string, string[], object]>([
    ['19,99 decides a decimal comma', ['100;10;1;19,99;EUR'], { impressions: 100, revenue: 1_999 }],
    ['1.234,50 too', ['1 000;10;1;1.234,50;EUR'], { impressions: 1_000, revenue: 123_450 }],
    [
      '1,234.50 decides a decimal point',
      ['1,000,000;10;1;1,234.50;EUR'],
      { impressions: 1_000_000, revenue: 123_450 },
    ],
    ['signs of currencies', ['100;10;1;€ 1.299,00;EUR', '100;10;1;19,99 EUR;EUR'], { revenue: 131_899 }],
  ])('is found: %s', async (_, rows, expected) => {
    await product.ask(COUNTS, { input: { csv: file(...rows) } }, ANALYST);

    expect(await sums()).toMatchObject(expected);
  });

  it.each([
    ['9,370;1;1;;', /impressions is written like "9,370" in row 2: 9\.37 or 9370\?/],
    ['1,000;1;1;19,99;EUR', /impressions is written like "1,000"/],
    ['10.000;1;1;19.99;EUR', /impressions is written like "10\.000"/],
    ['1.234.567;1;1;19.99;EUR', /no number format reads both/],
  ])('is refused where it leaves a doubt: %s', async (row, message) => {
    await expect(product.ask(COUNTS, { input: { csv: file(row) } }, ANALYST)).rejects.toThrow(message);
    expect(await sums()).toEqual(NOTHING);
  });

  it('rejects the rows that the format does not fit, percentages and other currencies', async () => {
    const csv = file('100;1;1;19,99;EUR', '100;1;1;19.99;EUR', '100;5 %;1;;', '100;1;1;$ 5,50;EUR');
    const input = { csv, numberFormat: 'DECIMAL_COMMA' };
    const { importCounts } = await product.ask(COUNTS, { input }, ANALYST);

    expect(importCounts).toEqual({
      accepted: 1,
      rejected: [
        { row: 3, reason: 'revenue is "19.99", which is not a number with a decimal comma, as in 1.234,50' },
        { row: 4, reason: 'clicks is "5 %", which is a percentage: choose a column of plain numbers' },
        { row: 5, reason: 'revenue is "$ 5,50", but the currency of its row is EUR: correct one of them' },
      ],
    });
  });

  it('reads decimals of typed rows, but not 1.250, which may be a thousand', async () => {
    const row = { store: 's', item: 'a', origin: 'AI_GENERATED', impressions: 10, clicks: 1, orders: 1 };
    const rows = ['1.25', '1.250'].map((revenue) => ({ ...row, revenue, currency: 'EUR' }));
    const { importCounts } = await product.ask(COUNTS, { input: { rows } }, ANALYST);

    expect(importCounts).toEqual({
      accepted: 1,
      rejected: [{ row: 2, reason: expect.stringContaining('1.250') }],
    });

    expect(await sums()).toMatchObject({ revenue: 125 });
  });

  it('is known again under the same settings, and not under others', async () => {
    const again = async (...words: string[]) =>
      JSON.parse(await run('import', 'counts', GERMAN, '--json', ...words)).alreadyImportedAt;

    expect(await again('--number-format', 'comma')).toBeNull();
    expect(await again('--number-format', 'comma')).not.toBeNull();
    expect(await again('--number-format', 'point')).toBeNull();
  });
});

describe('a file that was imported before', () => {
  const path = caseFile('header-case.csv');
  const isKnown = async (...words: string[]) =>
    JSON.parse(await run('import', 'counts', path, '--json', ...words)).alreadyImportedAt !== null;

  it('by an older version is known', async () => {
    const maps = ['clicks', 'impressions', 'item', 'orders', 'origin', 'store'].map(
      (name) => `${name}=${name}`,
    );
    const fingerprint = createHash('sha256') // as older versions named the file: its bytes and these settings
      .update(readFileSync(path))
      .update(JSON.stringify(['COUNTS', ...maps, ',', 'null', 'null']))
      .digest('hex');
    await product.dataSource.query(
      `INSERT INTO import_runs (workspace_id, kind, fingerprint, file_name, columns, finished_at)
       SELECT id, 'counts', $1, 'header-case.csv', '{}', now() FROM workspaces WHERE is_default`,
      [fingerprint],
    );

    expect(await isKnown()).toBe(true);
    expect(await isKnown('--number-format', 'point')).toBe(true);
    expect(await isKnown('--number-format', 'comma')).toBe(false);
  });

  it('is known whatever the order of the values in its maps', async () => {
    expect(await isKnown('--map', 'store=store:CQ1b=A,x=B')).toBe(false);
    expect(await isKnown('--map', 'store=store:x=B,CQ1b=A')).toBe(true);
    expect(await isKnown('--map', 'store=store:x=A,CQ1b=B')).toBe(false);
  });
});

it('takes the column of exactly the name: clicks, not Clicks', async () => {
  const path = caseFile('header-case.csv');
  await run('import', 'counts', path);

  expect(await sums()).toMatchObject({ impressions: 1_000, clicks: 50, orders: 1 });
  const { mappedRows } = await preview(readFileSync(path, 'utf8'));
  expect(mappedRows[0].slice(4, 7)).toEqual(['1000', '50', '1']);
});

describe('suspicious rows', () => {
  const csv = file('100;200;1;;', '100;10;1;;').concat('\nTotal;Total;HUMAN_DESIGNED;200;210;2;;');
  const WARNINGS = [
    { row: 2, message: 'more clicks than impressions, 200 on 100: are the columns right?' },
    { row: 4, message: expect.stringMatching(/^store is "Total", which looks like a row of sums/) },
    { row: 4, message: expect.stringMatching(/^item is "Total"/) },
    { row: 4, message: 'more clicks than impressions, 210 on 200: are the columns right?' },
  ];

  it('are shown in the preview, in a dry run and in the report, and are imported', async () => {
    expect(await preview(csv)).toMatchObject({ problems: [], warnings: WARNINGS });

    const uploadId = await upload(csv);
    const tried = await runJob({ kind: 'COUNTS', uploadId, dryRun: true });
    const done = await runJob({ kind: 'COUNTS', uploadId });
    for (const { result } of [tried, done])
      expect(result).toMatchObject({ acceptedCount: 3, warnings: { count: 4, first: WARNINGS } });
    expect(await sums()).toMatchObject({ impressions: 400, clicks: 420 });
  });
});

describe('times', () => {
  const EVENT_MAPS = [
    ['--map', 'time=event_time', '--map', 'item=product_id', '--map', 'visitor=user_id'],
    [
      '--map',
      'kind=event_type:view=IMPRESSION,purchase=ORDER',
      '--map',
      'currency:=USD',
      '--map',
      'amount=price',
    ],
  ].flat();
  const GA4_MAPS = [
    '--map',
    'kind=event_name',
    '--map',
    'time=event_timestamp',
    '--map',
    'visitor=user_pseudo_id',
  ];
  const ga4 = (...words: string[]) =>
    run(
      'import',
      'events',
      caseFile('times-ga4.ndjson'),
      ...GA4_MAPS,
      '--map',
      'item=item_id',
      '--json',
      ...words,
    );
  const eventTimes = () =>
    product.dataSource.query('SELECT kind, occurred_at AS "at" FROM events ORDER BY kind, occurred_at');

  beforeEach(async () => {
    await product.dataSource.query('DELETE FROM events');
    await run('import', 'items', caseFile('times-items.csv'));
  });

  it('with " UTC" are read by default', async () => {
    const report = JSON.parse(
      await run('import', 'events', caseFile('times-rees46.csv'), ...EVENT_MAPS, '--json'),
    );

    expect(report).toMatchObject({ acceptedCount: 2, rejectedCount: 0 });
    expect(await eventTimes()).toEqual([
      { kind: 'IMPRESSION', at: new Date('2019-11-01T00:00:00Z') },
      { kind: 'ORDER', at: new Date('2019-11-01T00:00:05Z') },
    ]);
  });

  it('in microseconds are rejected with the right format, and read in it', async () => {
    const refused = JSON.parse(await ga4());
    expect(refused).toMatchObject({ acceptedCount: 0, rejectedCount: 2 });
    expect(refused.firstRejections[0]).toEqual({
      row: 1,
      reason:
        'time is "1796000000123456", which is not a time in ISO 8601, e.g. 2026-01-31T09:30:00Z: perhaps the date format is epoch-us',
      hint: 'e.g. --date-format epoch-us',
    });

    expect(JSON.parse(await ga4('--date-format', 'epoch-us'))).toMatchObject({ acceptedCount: 2 });
    const at = new Date('2026-11-30T00:53:20.123Z'); // date -u -d @1796000000.123456
    expect(await eventTimes()).toEqual([
      { kind: 'CLICK', at },
      { kind: 'ORDER', at },
    ]);
  });

  it('and amounts of orders are read by one format each', async () => {
    const csv = [
      'kind;time;visitor;item;order;quantity;amount;currency',
      'ORDER;01.03.2026 10:00;v1;1004856;o-1;1;1.234,50 €;EUR',
      'ORDER;01.03.2026 11:00;v2;1005115;o-2;2;19,99;EUR',
    ].join('\n');
    const uploadId = await upload(csv);
    const done = await runJob({ kind: 'EVENTS', uploadId, dateFormat: 'dd.mm.yyyy' });

    expect(done.result).toMatchObject({ acceptedCount: 2, settings: { numberFormat: 'DECIMAL_COMMA' } });
    expect(
      await product.dataSource.query(
        'SELECT occurred_at AS at, amount_minor::int AS amount FROM events ORDER BY 1',
      ),
    ).toEqual([
      { at: new Date('2026-03-01T10:00:00Z'), amount: 123_450 },
      { at: new Date('2026-03-01T11:00:00Z'), amount: 1_999 },
    ]);
  });

  it('suggest their format once in the preview', async () => {
    const text = readFileSync(caseFile('times-ga4.ndjson'), 'utf8');
    const maps = [
      { field: 'kind', column: 'event_name' },
      { field: 'time', column: 'event_timestamp' },
      { field: 'visitor', column: 'user_pseudo_id' },
      { field: 'item', column: 'item_id' },
    ];

    const { problems } = await preview(text, { kind: 'EVENTS', maps }, 'ga4.ndjson');
    expect(problems).toEqual([
      {
        field: 'time',
        row: 1,
        count: 2,
        message: expect.stringMatching(/perhaps the date format is epoch-us$/),
      },
    ]);
    const settings = { kind: 'EVENTS', maps, dateFormat: 'epoch-us' };
    expect(await preview(text, settings, 'ga4.ndjson')).toMatchObject({ problems: [] });
    expect(await preview(text.replace('select_item', 'swipe'), settings, 'ga4.ndjson')).toMatchObject({
      problems: [
        { field: 'kind', row: 1, count: 1, message: expect.stringMatching(/^kind swipe is unknown/) },
      ],
    });
  });
});
