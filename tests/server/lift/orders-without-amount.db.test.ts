import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ImportKind } from '../../../server/imports/import-kind.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR, Role, type Viewer } from '../../../server/platform/index.js';
import { addMember, addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { ANALYST, addPerson } from '../../support/product/viewers.js';

const toile = useToile();

const fixture = (name: string) => readFileSync(join('tests/fixtures/cases', name), 'utf8');
const ITEMS = fixture('orders-without-amount-items.csv');
const EVENTS = fixture('orders-without-amount.csv');

/** A workspace of its own, with items and events as a shop's files bring them. */
async function importedShop(events: string, items = ITEMS): Promise<string> {
  const { id: workspaceId } = await addWorkspace(toile.dataSource, {});
  await importText(workspaceId, ImportKind.ITEMS, items);
  await importText(workspaceId, ImportKind.EVENTS, events);
  return workspaceId;
}

const importText = async (workspaceId: string, kind: ImportKind, text: string) => {
  const source = textSource(`${kind.toLowerCase()}.csv`, text);
  const request = { kind, workspaceId, source, maps: [], dryRun: false, again: false };
  const report = await toile.toile.imports.files.importFile(OPERATOR, request);
  expect(report).toMatchObject({ rejectedCount: 0 });
};

const ESTIMATE = 'value lower upper standardError pValue stores reason warnings';
const ARMS =
  'ai { rate orders ordersWithoutAmount revenueMinor } human { rate orders ordersWithoutAmount revenueMinor }';
const LIFT = `query ($input: LiftInput!) { lift(input: $input) {
  verdict currencies headline { ${ESTIMATE} } equalWeight { ${ESTIMATE} } logRatio { ${ESTIMATE} } biasCorrected { ${ESTIMATE} }
  trafficWeighted { ${ESTIMATE} effectiveStores }
  randomEffects { ${ESTIMATE} tau2 iSquared q qPValue predictionLower predictionUpper predictionReason }
  averageRates { ${ESTIMATE} } allTotals { ${ARMS} } stores { store { name } lift lower upper reason ${ARMS} } excluded { store { name } reason ${ARMS} }
  trend { startsOn estimate { ${ESTIMATE} } ${ARMS} }
  breakdown(by: CATEGORY) { label pValueAdjusted estimate { ${ESTIMATE} } ${ARMS} }
  placebo { standardDeviation lower upper shareBeyond splits stores reason }
  csv: export(format: CSV) estimands: export(format: CSV, table: ESTIMANDS) json: export(format: JSON)
} }`;

const ask = async (workspaceId: string, input: object = {}, viewer: Viewer = ANALYST) => {
  const asked = { input: { metric: 'REVENUE_PER_IMPRESSION', ...input } };
  return (await toile.ask(LIFT, asked, viewer, { requestedWorkspace: workspaceId })).lift;
};

const nothing = { value: null, lower: null, upper: null, standardError: null, pValue: null, stores: 0 };
const ESTIMANDS = [
  'averageRates',
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
] as const;

describe.each(['the tail', 'the rollups'])('the file of the case, of %s', (source) => {
  const held = {} as { workspaceId: string; report: Awaited<ReturnType<typeof ask>> };
  beforeAll(async () => {
    held.workspaceId = await importedShop(EVENTS);
    if (source === 'the rollups') await toile.toile.events.rollups.rollUpUnchecked();
    held.report = await ask(held.workspaceId);
  });

  it('has no answer about revenue, with the counts and the stores in the reason', () => {
    const { report } = held;

    for (const estimand of ESTIMANDS) {
      expect(report[estimand]).toMatchObject({ ...nothing, warnings: [] });
      expect(report[estimand].reason).toBe(
        'Revenue is unknown: 8 of 20 orders of human-designed items have no amount, in M1 and M2. Ask for stores or days without them.',
      );
    }
    expect(report).toMatchObject({
      verdict: 'NOT_COMPUTED',
      headline: report.averageRates,
      randomEffects: { tau2: null, iSquared: null, predictionLower: null },
      trafficWeighted: { effectiveStores: null },
    });
  });

  it('counts orders without an amount per arm, and shows the revenue of the others', () => {
    const { allTotals, stores, excluded } = held.report;

    expect(allTotals).toEqual({
      ai: { rate: 1_080_000 / 200, orders: 20, ordersWithoutAmount: 0, revenueMinor: 1_080_000 },
      human: { rate: null, orders: 20, ordersWithoutAmount: 8, revenueMinor: 120_000 },
    });
    expect(stores).toEqual([]);
    expect(excluded.map(({ store }: { store: { name: string } }) => store.name)).toEqual(['M1', 'M2']);
    expect(excluded[0]).toMatchObject({
      reason: '4 of 10 orders of human-designed items have no amount, so revenue is unknown.',
      ai: { rate: 5_400, ordersWithoutAmount: 0, revenueMinor: 540_000 },
      human: { rate: null, ordersWithoutAmount: 4, revenueMinor: 60_000 },
    });
  });

  it('has no answer for a week, a slice and the placebo either', () => {
    const { trend, breakdown, placebo } = held.report;
    const reason = expect.stringContaining('8 of 20 orders of human-designed items have no amount');

    expect(trend).toMatchObject([{ startsOn: '2026-11-16', estimate: { ...nothing, reason } }]);
    expect(breakdown).toMatchObject([
      { label: null, pValueAdjusted: null, estimate: { ...nothing, reason } },
    ]);
    expect(placebo).toEqual({
      ...{ standardDeviation: null, lower: null, upper: null, shareBeyond: null, splits: 0, stores: 0 },
      reason,
    });
  });

  it('exports the counts and the reason', () => {
    const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

    const estimands = rowsOf(held.report.estimands);
    expect(estimands.find(({ estimand }) => estimand === 'EQUAL_WEIGHT')).toMatchObject({
      value: '',
      stores: '0',
      reason: expect.stringContaining('8 of 20 orders of human-designed items have no amount'),
    });
    expect(rowsOf(held.report.csv).filter(({ status }) => status === 'EXCLUDED')).toMatchObject([
      { ai_ordersWithoutAmount: '0', human_ordersWithoutAmount: '4', human_revenueMinor: '60000' },
      { human_ordersWithoutAmount: '4' },
    ]);
    expect(JSON.parse(held.report.json)).toMatchObject({
      equalWeight: { value: null, warnings: [] },
      allTotals: { human: { ordersWithoutAmount: 8, revenueMinor: 120_000 } },
      excluded: [{ human: { ordersWithoutAmount: 4 } }, {}],
    });
  });

  it('still answers metrics that need no amount', async () => {
    const report = await ask(held.workspaceId, { metric: 'RETURN_RATE' });

    expect(report.allTotals).toMatchObject({ ai: { rate: 0, ordersWithoutAmount: 0 }, human: { rate: 0 } });
    expect(report.allTotals.human.ordersWithoutAmount).toBe(8);
    expect(report.equalWeight.reason).toBe('No store can be compared.');
  });
});

describe('the same file without those orders', () => {
  const known = EVENTS.split('\n')
    .filter((line) => !line.startsWith('ORDER') || !line.includes(',,EUR'))
    .join('\n');

  it('gives the lift of the orders that are left, with their intervals', async () => {
    const { stores, excluded, equalWeight, trafficWeighted, allTotals } = await ask(
      await importedShop(known),
    );

    // Per store: 5,400.00 over 600.00, each on 100 impressions: 9 - 1.
    expect(excluded).toEqual([]);
    expect(equalWeight).toMatchObject({ value: 8, lower: null, stores: 2 });
    expect(trafficWeighted.value).toBeCloseTo(8, 12);
    expect(allTotals.human).toEqual({ rate: 600, orders: 12, ordersWithoutAmount: 0, revenueMinor: 120_000 });
    // Relative variances (6 * 100^2 + 4 * 1200^2) / 5400^2 = 0.1995885 and 6 * 100^2 / 600^2 = 0.1666667; the square
    // root of their sum is 0.6051903, and exp(ln 9 -+ 1.959964 * 0.6051903) - 1:
    expect(stores).toHaveLength(2);
    for (const store of stores) {
      expect(store.lower).toBeCloseTo(1.7485504, 6);
      expect(store.upper).toBeCloseTo(28.47008, 5);
    }
  });
});

describe('one store among others', () => {
  const order = (store: string, arm: string, number: number, amount: string, day = 20) =>
    `ORDER,2026-11-${day}T10:00:00Z,v${number},${store}-${arm},${store},${store}${arm}${number},${amount},EUR`;
  const impressions = (store: string, arm: string, day = 20) =>
    [1, 2, 3, 4].map((n) => `IMPRESSION,2026-11-${day}T09:00:00Z,v${n},${store}-${arm},${store},,,`);
  const store = (name: string) => [
    ...impressions(name, 'ai'),
    ...impressions(name, 'hu'),
    order(name, 'ai', 1, '30.00'),
    order(name, 'ai', 2, '30.00'),
    order(name, 'hu', 1, '20.00'),
    order(name, 'hu', 2, '20.00'),
  ];
  const HEADER = 'kind,time,visitor,item,store,order,amount,currency';
  const events = [
    HEADER,
    ...['M1', 'M2', 'M3'].flatMap(store),
    ...impressions('M2', 'ai', 10),
    ...impressions('M2', 'hu', 10),
    order('M2', 'ai', 3, '', 10),
  ].join('\n');
  const items = `${ITEMS.trim()}\nM3,M3-ai,AI_GENERATED\nM3,M3-hu,HUMAN_DESIGNED\n`;
  const held = {} as { workspaceId: string; ids: Record<string, string> };
  beforeAll(async () => {
    held.workspaceId = await importedShop(events, items);
    const rows = await toile.dataSource.query('SELECT id, name FROM stores WHERE workspace_id = $1', [
      held.workspaceId,
    ]);
    held.ids = Object.fromEntries(rows.map(({ id, name }: { id: string; name: string }) => [name, id]));
  });

  it('withholds every answer, and keeps the lifts of the other stores', async () => {
    const report = await ask(held.workspaceId);

    expect(report.equalWeight.reason).toBe(
      'Revenue is unknown: 1 of 7 orders of AI-generated items has no amount, in M2. Ask for stores or days without them.',
    );
    expect(report.stores).toMatchObject([
      { store: { name: 'M1' }, lift: 0.5 },
      { store: { name: 'M3' }, lift: 0.5 },
    ]);
    expect(report.excluded).toMatchObject([{ store: { name: 'M2' } }]);
    expect(report.placebo.reason).toBe('No store has two human-designed items to compare.');
  });

  it('answers for the stores, the days and the weeks without them', async () => {
    const others = await ask(held.workspaceId, { storeIds: [held.ids.M1, held.ids.M3] });
    const later = await ask(held.workspaceId, { from: '2026-11-11' });
    const { trend } = await ask(held.workspaceId);

    expect(others.equalWeight).toMatchObject({ value: 0.5, stores: 2 });
    expect(later.equalWeight).toMatchObject({ value: 0.5, stores: 3 });
    expect(trend).toMatchObject([
      { startsOn: '2026-11-09', estimate: { value: null }, ai: { ordersWithoutAmount: 1 } },
      { startsOn: '2026-11-16', estimate: { value: 0.5 }, ai: { ordersWithoutAmount: 0 } },
    ]);
  });

  it('tells a merchant nothing of the store of another', async () => {
    const merchant = await addPerson(toile.dataSource, Role.MERCHANT);
    await addMember(toile.dataSource, { id: held.ids.M1! }, merchant);

    const report = await ask(held.workspaceId, {}, merchant);

    expect(report.equalWeight).toMatchObject({ value: 0.5, stores: 1 });
    expect(JSON.stringify(report)).not.toContain('M2');
  });

  it('refuses an expert', async () => {
    const expert = await addPerson(toile.dataSource, Role.EXPERT);
    const input = { metric: 'REVENUE_PER_IMPRESSION' };

    const { errors } = await toile.execute(LIFT, { input }, expert);

    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('imported totals', () => {
  const HEADER = 'store,item,origin,impressions,clicks,orders,returns,revenue,currency';
  const imported = async (...rows: readonly string[]) => {
    const { id } = await addWorkspace(toile.dataSource, {});
    await importText(id, ImportKind.COUNTS, [HEADER, ...rows].join('\n'));
    return id;
  };
  const HUMAN = 'Nord,h,HUMAN_DESIGNED,100,10,4,0,80.00,EUR';

  it('with orders and no revenue are of unknown revenue, until they are imported again with it', async () => {
    const workspaceId = await imported('Nord,a,AI_GENERATED,100,10,5,0,,', HUMAN);
    expect((await ask(workspaceId)).equalWeight.reason).toContain('5 of 5 orders of AI-generated items have');

    await importText(workspaceId, ImportKind.COUNTS, `${HEADER}\nNord,a,AI_GENERATED,100,10,5,0,120.00,EUR`);

    const { equalWeight, allTotals, currencies } = await ask(workspaceId);
    expect(equalWeight.value).toBeCloseTo(0.5, 12);
    expect(allTotals.ai).toMatchObject({ ordersWithoutAmount: 0, revenueMinor: 12_000 });
    expect(currencies).toEqual(['EUR']);
  });

  it('without orders have no revenue, which is known, and returns need no amount', async () => {
    const workspaceId = await imported('Nord,a,AI_GENERATED,100,10,0,3,,', HUMAN);

    const report = await ask(workspaceId);

    expect(report.equalWeight).toMatchObject({ value: -1, stores: 1 });
    expect(report.allTotals.ai).toMatchObject({ orders: 0, ordersWithoutAmount: 0, rate: 0 });
  });

  it('with a revenue of zero are known', async () => {
    const workspaceId = await imported('Nord,a,AI_GENERATED,100,10,5,0,0.00,EUR', HUMAN);

    expect((await ask(workspaceId)).equalWeight).toMatchObject({ value: -1, stores: 1 });
  });

  it('that were replaced leave no currency behind', async () => {
    const workspaceId = await imported('Nord,a,AI_GENERATED,100,10,5,0,120.00,USD', HUMAN);
    expect((await ask(workspaceId)).excluded[0].reason).toBe('Revenue in EUR and USD.');

    await importText(workspaceId, ImportKind.COUNTS, `${HEADER}\nNord,a,AI_GENERATED,100,10,5,0,120.00,EUR`);

    expect(await ask(workspaceId)).toMatchObject({ currencies: ['EUR'], excluded: [] });
  });

  it('of a store in two currencies go into no placebo, as they go into no lift', async () => {
    const workspaceId = await imported(
      'Nord,a,AI_GENERATED,100,10,5,0,120.00,EUR',
      HUMAN,
      'Nord,h2,HUMAN_DESIGNED,100,10,4,0,8000,JPY',
    );

    const { placebo, excluded } = await ask(workspaceId);

    expect(excluded[0].reason).toBe('Revenue in EUR and JPY.');
    expect(placebo).toMatchObject({ standardDeviation: null, splits: 0 });
  });
});
