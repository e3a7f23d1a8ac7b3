import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ImportKind } from '../../../server/imports/import-kind.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR, Role, type Viewer } from '../../../server/platform/index.js';
import { addMember, addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { ANALYST, addPerson } from '../../support/product/viewers.js';

const toile = useToile();

const HEADER = 'store,item,origin,scenario,day,category,impressions,clicks,orders,returns';
const arms = (store: string, ai = 'SEARCH,,,1000,50,5,1', human = 'SEARCH,,,1000,40,4,1') => [
  `${store},${store}-a,AI_GENERATED,${ai}`,
  `${store},${store}-h,HUMAN_DESIGNED,${human}`,
];

/** A workspace of its own with the totals of a shop's file. */
async function importedShop(rows: readonly string[]): Promise<string> {
  const { id: workspaceId } = await addWorkspace(toile.dataSource, {});
  const source = textSource('counts.csv', [HEADER, ...rows].join('\n'));
  const request = { kind: ImportKind.COUNTS, workspaceId, source, maps: [], dryRun: false, again: false };
  expect(await toile.toile.imports.files.importFile(OPERATOR, request)).toMatchObject({ rejectedCount: 0 });
  return workspaceId;
}

const ESTIMATES = [
  'averageRates',
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
] as const;
const LIFT = `query ($input: LiftInput!, $by: LiftBreakdown!, $attribute: String) { lift(input: $input) {
  headline { warnings } ${ESTIMATES.map((name) => `${name} { stores value reason warnings }`).join(' ')}
  stores { store { id name } warnings } excluded { store { name } warnings }
  trend { startsOn estimate { warnings } }
  breakdown(by: $by, attribute: $attribute) { label estimate { warnings } }
  csv: export(format: CSV) estimands: export(format: CSV, table: ESTIMANDS) json: export(format: JSON)
} }`;

interface Asked {
  readonly by?: string;
  readonly viewer?: Viewer;
  readonly [input: string]: unknown;
}

const ask = async (
  workspaceId: string,
  metric: string,
  { by = 'CATEGORY', viewer = ANALYST, ...input }: Asked = {},
) => {
  const asked = { input: { metric, ...input }, by, attribute: 'country' };
  return (await toile.ask(LIFT, asked, viewer, { requestedWorkspace: workspaceId })).lift;
};

type Report = Awaited<ReturnType<typeof ask>>;
/** Of a ratio of average rates, which so few stores decide. */
const FEW = expect.stringMatching(
  /^(Only \d stores carry|Few stores carry most of) this answer/,
) as unknown as string;
const warningsOf = (report: Report) =>
  Object.fromEntries(ESTIMATES.map((name) => [name, report[name].warnings]));

describe('200 clicks on 100 impressions', () => {
  const held = {} as { workspaceId: string };
  beforeAll(async () => {
    held.workspaceId = await importedShop([
      ...arms('Nord', 'SEARCH,,,100,200,5,1'),
      ...arms('Öst'),
      ...arms('Süd'),
    ]);
  });

  it('are named in every estimand that uses them, and left out of the others with a reason', async () => {
    const report = await ask(held.workspaceId, 'SEARCH_CTR');
    const named = ['Nord has more clicks than impressions: check the counts.'];

    expect(warningsOf(report)).toEqual({
      averageRates: [...named, FEW],
      equalWeight: named,
      logRatio: named,
      trafficWeighted: [...named, FEW],
      biasCorrected: [],
      randomEffects: [],
    });
    expect(report.headline.warnings).toEqual([...named, FEW]);
    for (const estimand of ['biasCorrected', 'randomEffects'])
      expect(report[estimand]).toMatchObject({
        stores: 2,
        reason: expect.stringContaining('1 store is left out: more clicks than impressions.'),
      });
  });

  it('are marked in the line of their store, and in the export', async () => {
    const { stores, csv, estimands, json } = await ask(held.workspaceId, 'CTR');
    const words = 'AI-generated items have more clicks (200) than impressions (100).';

    expect(stores.map(({ warnings }: { warnings: string[] }) => warnings)).toEqual([[words], [], []]);
    const rowsOf = (table: string): Record<string, string>[] => parse(table, { columns: true, bom: true });
    expect(rowsOf(csv).find(({ store }) => store === 'Nord')).toMatchObject({ warnings: words });
    const equalWeight = rowsOf(estimands).find(({ estimand }) => estimand === 'EQUAL_WEIGHT');
    expect(equalWeight?.warnings).toContain('Nord has more clicks');
    expect(JSON.parse(json).stores[0]).toMatchObject({ store: { name: 'Nord' }, warnings: [words] });
  });

  it('are suspicious to a rate that divides by clicks, not to one of orders', async () => {
    expect((await ask(held.workspaceId, 'CONVERSION_RATE')).equalWeight.warnings).toHaveLength(1);
    expect((await ask(held.workspaceId, 'RETURN_RATE')).equalWeight.warnings).toEqual([]);
  });

  it('are of no other store, scenario or merchant', async () => {
    const { stores } = await ask(held.workspaceId, 'CTR');
    const merchant = await addPerson(toile.dataSource, Role.MERCHANT);
    await addMember(toile.dataSource, stores[1].store, merchant);

    const own = await ask(held.workspaceId, 'CTR', { viewer: merchant });
    const asked = await ask(held.workspaceId, 'CTR', { storeIds: [stores[1].store.id, stores[2].store.id] });

    for (const report of [own, asked]) {
      expect(report.equalWeight).toMatchObject({ value: 0.25, warnings: [] });
      expect(JSON.stringify(report)).not.toContain('Nord');
    }
  });

  it('warn of nothing where there is no answer', async () => {
    const report = await ask(await importedShop(arms('Nord', 'SEARCH,,,0,200,5,1')), 'CTR');

    expect(report.equalWeight).toMatchObject({ value: null, warnings: [] });
    expect(report.excluded).toMatchObject([
      { warnings: ['AI-generated items have more clicks (200) than impressions (0).'] },
    ]);
  });
});

describe('a row that its store hides', () => {
  const held = {} as { workspaceId: string };
  beforeAll(async () => {
    held.workspaceId = await importedShop([
      ...arms('Nord', 'SEARCH,2026-01-06,dress,1000,50,5,1', 'SEARCH,2026-01-06,dress,1000,40,4,1'),
      'Nord,Nord-b,HUMAN_DESIGNED,SEARCH,2026-01-14,coat,20,21,30,31',
      ...arms('Öst', 'SEARCH,2026-01-14,coat,1000,50,5,1', 'SEARCH,2026-01-14,coat,1000,40,40,1'),
      'Öst,Öst-b,AI_GENERATED,OTHER,2026-01-14,coat,0,3,1,0',
    ]);
  });
  const row = (names: string, more: string) => `${names} imported rows with more ${more}: check them.`;

  it('is named in every estimand, and in the line of the store', async () => {
    const report = await ask(held.workspaceId, 'SEARCH_CTR');

    const named = [row('Nord has', 'clicks than impressions')];
    expect(warningsOf(report)).toEqual({
      ...Object.fromEntries(ESTIMATES.map((name) => [name, named])),
      averageRates: [...named, FEW],
      trafficWeighted: [...named, FEW],
    });
    expect(report.stores).toMatchObject([
      { warnings: ['An imported row of human-designed items has more clicks than impressions.'] },
      { warnings: [] },
    ]);
  });

  it('is one of the scenarios, days and categories that were asked', async () => {
    const all = await ask(held.workspaceId, 'CTR');
    const first = await ask(held.workspaceId, 'CTR', { to: '2026-01-10' });
    const dresses = await ask(held.workspaceId, 'CTR', { categories: ['dress'] });
    const coats = await ask(held.workspaceId, 'SEARCH_CTR', { categories: ['coat'], from: '2026-01-14' });

    expect(all.equalWeight.warnings).toEqual([row('Nord and Öst have', 'clicks than impressions')]);
    expect(first.equalWeight).toMatchObject({ stores: 1, warnings: [] });
    expect(dresses.equalWeight).toMatchObject({ stores: 1, warnings: [] });
    expect(coats.excluded).toMatchObject([
      { warnings: ['Human-designed items have more clicks (21) than impressions (20).'] },
    ]);
  });

  it('is named in the week and the slice it is of', async () => {
    const { trend, breakdown } = await ask(held.workspaceId, 'CTR');
    const byMonth = await ask(held.workspaceId, 'CTR', { by: 'MONTH' });
    const byCountry = await ask(held.workspaceId, 'CTR', { by: 'STORE_ATTRIBUTE' });
    const both = [row('Nord and Öst have', 'clicks than impressions')];

    expect(trend).toEqual([
      { startsOn: '2026-01-05', estimate: { warnings: [] } },
      { startsOn: '2026-01-12', estimate: { warnings: [row('Öst has', 'clicks than impressions')] } },
    ]);
    expect(breakdown).toEqual([
      { label: 'coat', estimate: { warnings: [row('Öst has', 'clicks than impressions')] } },
      { label: 'dress', estimate: { warnings: [] } },
    ]);
    expect(byMonth.breakdown).toEqual([{ label: '2026-01', estimate: { warnings: [...both, FEW] } }]);
    expect(byCountry.breakdown).toEqual([{ label: null, estimate: { warnings: [...both, FEW] } }]);
  });

  it('is named for returns above orders, and for orders above clicks where these are divided', async () => {
    expect((await ask(held.workspaceId, 'RETURN_RATE')).equalWeight.warnings).toEqual([
      row('Nord has', 'returns than orders'),
    ]);
    expect((await ask(held.workspaceId, 'CONVERSION_RATE')).equalWeight.warnings).toEqual([
      row('Nord has', 'clicks than impressions'), // that of Öst has no impressions, which a rate of clicks does not need
      row('Nord has', 'orders than clicks'),
      row('Nord has', 'returns than orders'),
    ]);
  });
});

it('names the first few stores and counts the others', async () => {
  const stores = ['A', 'B', 'C', 'D', 'E'].flatMap((store) => arms(store, 'SEARCH,,,10,20,5,1'));

  const { equalWeight } = await ask(await importedShop(stores), 'CTR');

  expect(equalWeight.warnings).toEqual([
    'A, B, C and 2 more stores have more clicks than impressions: check the counts.',
  ]);
});
