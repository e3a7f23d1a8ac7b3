import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { RATES } from '../../../server/events/index.js';
import { Role, Scope, type Viewer } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { addPerson } from '../../support/product/viewers.js';
import { referenceCase } from '../statistics/same-store/store-cases.js';

const toile = useToile();

const analyst: Viewer = {
  kind: 'user',
  userId: randomUUID(),
  email: 'analyst@example.com',
  role: Role.ANALYST,
};

const IMPORT = `mutation ($rows: [CountRowInput!]!) { importCounts(input: { rows: $rows }) { accepted rejected { row reason } } }`;
const ESTIMATE = 'value lower upper standardError pValue stores reason';
const LIFT = `query ($input: LiftInput!) {
  lift(input: $input) {
    headlineEstimand headline { ${ESTIMATE} } verdict design simulated undatedRows completeUntil currencies
    equalWeight { ${ESTIMATE} } logRatio { ${ESTIMATE} } biasCorrected { ${ESTIMATE} }
    averageRates { ${ESTIMATE} } trafficWeighted { ${ESTIMATE} effectiveStores }
    randomEffects { ${ESTIMATE} tau2 iSquared q qPValue predictionLower predictionUpper predictionReason }
    stores { store { id name } lift lower upper reason ai { numerator denominator rate } human { rate } }
    excluded { store { id name } reason }
    totals { ai { clicks impressions orders rate } human { clicks impressions orders rate } }
    settings { metric confidence minimumTraffic scenario timeZone from to storeIds categories }
  }
}`;

/** An API key that may both import and read, in a workspace of its own. */
async function newWorkspace(settings: { simulated?: boolean } = {}): Promise<Viewer> {
  const [{ id }] = await toile.dataSource.query(
    'INSERT INTO workspaces (slug, name, simulated) VALUES ($1, $1, $2) RETURNING id',
    [`w-${randomUUID()}`, settings.simulated ?? false],
  );
  return {
    kind: 'key',
    keyId: randomUUID(),
    name: 'test',
    workspaceId: id,
    scopes: [Scope.COUNTS_WRITE, Scope.READ],
  };
}

const importRows = async (viewer: Viewer, rows: readonly object[]) => {
  const { importCounts } = await toile.ask(IMPORT, { rows }, viewer);
  expect(importCounts).toEqual({ accepted: rows.length, rejected: [] });
};

const lift = async (viewer: Viewer, input: object) => (await toile.ask(LIFT, { input }, viewer)).lift;

/** The rows of a reference table as a shop would export them: one item an arm. */
function rowsOf(id: string): object[] {
  const { names, stores } = referenceCase(id);
  return stores.flatMap(({ ai, human }, index) => [
    { ...row(names[index]!, 'AI_GENERATED'), impressions: ai.denominator, clicks: ai.numerator },
    { ...row(names[index]!, 'HUMAN_DESIGNED'), impressions: human.denominator, clicks: human.numerator },
  ]);
}

const row = (store: string, origin: string) => ({
  store,
  item: `${store}-${origin}`,
  origin,
  scenario: 'SEARCH',
  orders: 0,
});

const interval = ({ value, lower, upper, standardError, pValue }: Record<string, number>) => [
  value,
  lower,
  upper,
  standardError,
  pValue,
];

function expectClose(actual: readonly (number | undefined)[], expected: readonly number[]) {
  for (const [index, value] of expected.entries())
    expect(Math.abs(actual[index]! - value)).toBeLessThan(1e-9);
}

describe('the table of the reference cases, imported and read through the API', () => {
  const held = {} as { report: Record<string, never> & Awaited<ReturnType<typeof lift>> };
  beforeAll(async () => {
    const viewer = await newWorkspace();
    await importRows(viewer, rowsOf('store_mean_relative_improvement'));
    held.report = await lift(viewer, { metric: 'SEARCH_CTR' });
  });

  it('gives the equal-weight mean', () => {
    const { expected } = referenceCase('store_mean_relative_improvement');
    const { equalWeight } = held.report;

    expectClose(interval(equalWeight), [expected.mean, ...expected.ci, expected.std_error, expected.p_value]);
  });

  it('has average rates as the headline of a new workspace', () => {
    const { averageRates, headline, headlineEstimand, verdict } = held.report;

    expect(headline).toEqual(averageRates);
    expect({ headlineEstimand, verdict }).toEqual({
      headlineEstimand: 'AVERAGE_RATES',
      verdict: 'INCONCLUSIVE',
    });
  });

  it('gives the lift of every store', () => {
    const { names, expected } = referenceCase('store_mean_relative_improvement');
    const lifts = new Map(
      held.report.stores.map((line: { store: { name: string }; lift: number }) => [
        line.store.name,
        line.lift,
      ]),
    );

    expectClose(
      names.map((name) => lifts.get(name) as number),
      expected.per_store as readonly number[],
    );
  });

  it('gives the log ratio', () => {
    const { expected } = referenceCase('store_mean_log_ratio');

    expectClose(interval(held.report.logRatio), [
      expected.effect,
      ...expected.ci,
      expected.std_error_log,
      expected.p_value,
    ]);
  });

  it('gives the bias-corrected mean', () => {
    const { expected } = referenceCase('store_bias_corrected');

    expectClose(interval(held.report.biasCorrected), [expected.mean, ...expected.ci, expected.std_error]);
  });

  it('gives random effects with heterogeneity and prediction', () => {
    const { expected } = referenceCase('store_random_effects_log');
    const effects = held.report.randomEffects;

    expectClose(
      [effects.value, effects.lower, effects.upper, effects.standardError, effects.tau2, effects.q],
      [expected.effect, ...expected.ci_hksj, expected.hksj_std_error, expected.tau2, expected.Q],
    );
    expectClose(
      [effects.qPValue, effects.iSquared, effects.predictionLower, effects.predictionUpper],
      [expected.Q_p_value, expected.I2, ...expected.prediction_interval],
    );
  });

  it('carries the settings that made it', () => {
    expect(held.report).toMatchObject({
      design: 'OBSERVATIONAL',
      simulated: false,
      undatedRows: 16,
      settings: {
        metric: 'SEARCH_CTR',
        confidence: 0.95,
        minimumTraffic: 0,
        scenario: 'SEARCH',
        storeIds: null,
      },
    });
  });
});

it('excludes and counts what cannot be compared, and keeps an AI rate of zero', async () => {
  const viewer = await newWorkspace();
  await importRows(viewer, rowsOf('store_paired_edge_cases'));

  const report = await lift(viewer, { metric: 'CTR' });

  expect(report.equalWeight).toMatchObject({ value: -1, lower: null, pValue: null, stores: 1 });
  expect(report.equalWeight.reason).toContain('AI-generated items have no clicks in any store');
  expect(report.excluded.map(({ store }: { store: { name: string } }) => store.name)).toEqual(['b', 'c']);
  expect(report.excluded[1].reason).toBe('AI-generated items have no impressions.');
  expect(report.logRatio).toMatchObject({ value: null, stores: 0 });
});

it('says that nothing can be computed where there is nothing', async () => {
  const report = await lift(await newWorkspace(), { metric: 'CONVERSION_RATE' });

  expect(report).toMatchObject({
    verdict: 'NOT_COMPUTED',
    headline: { value: null, lower: null, pValue: null, stores: 0, reason: 'No store can be compared.' },
    stores: [],
    excluded: [],
  });
});

const SLICES = `query ($input: LiftInput!, $by: LiftBreakdown!, $attribute: String) {
  lift(input: $input) {
    allTotals { ai { clicks impressions } human { clicks impressions } }
    breakdown(by: $by, attribute: $attribute) {
      label ai { clicks impressions } human { clicks impressions } estimate { value stores } pValueAdjusted
    }
    trend { startsOn endsOn ai { impressions } estimate { value } }
  }
}`;

describe('a table with days, categories and prices', () => {
  const held = {} as { viewer: Viewer };
  beforeAll(async () => {
    held.viewer = await newWorkspace();
    const days = ['2026-01-05', '2026-01-31', '2026-02-02', undefined];
    const rows = ['s1', 's2', 's3'].flatMap((store, s) =>
      days.flatMap((day, d) =>
        ['AI_GENERATED', 'HUMAN_DESIGNED'].flatMap((origin, o) =>
          ['dress', 'coat', undefined].map((category, c) => ({
            ...row(store, origin),
            item: `${store}-${origin}-${category}`,
            day,
            category,
            ...(category ? { price: `${10 * (s + 1)}.50`, currency: 'EUR' } : {}),
            impressions: 1000 + 10 * s + d,
            clicks: 20 + 3 * s + 2 * d + 5 * o + c,
          })),
        ),
      ),
    );
    await importRows(held.viewer, rows);
    await toile.toile.catalog.priceBands.reclassifyRequestedUnchecked();
    await toile.toile.events.rollups.rollUpUnchecked();
  });

  it.each([
    ['CATEGORY', ['coat', 'dress', null]],
    ['PRICE_BAND', ['LOW', 'MIDDLE', 'HIGH', null]],
    ['MONTH', ['2026-01', '2026-02', null]],
    ['STORE_ATTRIBUTE', [null]],
  ])('is cut by %s into slices that add up to the totals of all stores', async (by, labels) => {
    const attribute = by === 'STORE_ATTRIBUTE' ? 'country' : null;

    const { lift: report } = await toile.ask(
      SLICES,
      { input: { metric: 'SEARCH_CTR' }, by, attribute },
      held.viewer,
    );

    const sum = (arm: 'ai' | 'human', measure: string) =>
      report.breakdown.reduce(
        (total: number, slice: Record<string, Record<string, number>>) => total + slice[arm]![measure]!,
        0,
      );
    for (const arm of ['ai', 'human'] as const)
      expect({ clicks: sum(arm, 'clicks'), impressions: sum(arm, 'impressions') }).toEqual(
        report.allTotals[arm],
      );
    expect(report.breakdown.map(({ label }: { label: string | null }) => label)).toEqual(labels);
  });

  it('has a trend by week, Monday to Sunday, without the undated rows', async () => {
    const { lift: report } = await toile.ask(
      SLICES,
      { input: { metric: 'SEARCH_CTR' }, by: 'MONTH' },
      held.viewer,
    );

    expect(
      report.trend.map(({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => [startsOn, endsOn]),
    ).toEqual([
      ['2026-01-05', '2026-01-12'],
      ['2026-01-26', '2026-02-02'],
      ['2026-02-02', '2026-02-09'],
    ]);
  });

  it('is filtered by range, category and store', async () => {
    const whole = await lift(held.viewer, { metric: 'SEARCH_CTR' });
    const january = await lift(held.viewer, { metric: 'SEARCH_CTR', from: '2026-01-01', to: '2026-02-01' });
    const coats = await lift(held.viewer, { metric: 'SEARCH_CTR', categories: ['coat'] });
    const [one] = whole.stores;
    const single = await lift(held.viewer, { metric: 'SEARCH_CTR', storeIds: [one.store.id] });

    expect(whole.undatedRows).toBe(18);
    expect(january.undatedRows).toBe(0);
    expect(january.totals.ai.impressions).toBe(3 * (1000 + 1010 + 1020) * 2 + 9);
    expect(coats.totals.ai.impressions * 3).toBe(whole.totals.ai.impressions);
    expect(single.stores).toHaveLength(1);
    expect(single.stores[0].lift).toBe(one.lift);
  });

  it('applies the minimum traffic to either arm', async () => {
    const { excluded, stores } = await lift(held.viewer, { metric: 'SEARCH_CTR', minimumTraffic: 12_100 });

    expect(stores.map(({ store }: { store: { name: string } }) => store.name)).toEqual(['s2', 's3']);
    expect(excluded[0].reason).toBe('Fewer than 12100 impressions in an arm, the minimum traffic.');
  });

  it('compares people with people as a placebo, the same one every time', async () => {
    const PLACEBO = `{ lift(input: { metric: SEARCH_CTR }) { placebo { standardDeviation lower upper shareBeyond splits stores reason } } }`;

    const first = await toile.ask(PLACEBO, {}, held.viewer);

    expect(first.lift.placebo).toMatchObject({ splits: 200, stores: 3, reason: null });
    expect(await toile.ask(PLACEBO, {}, held.viewer)).toEqual(first);
  });
});

it('reports revenue of one currency, and refuses to add up several', async () => {
  const viewer = await newWorkspace();
  const money = (store: string, origin: string, currency: string, revenue: string) => ({
    ...row(store, origin),
    impressions: 1000,
    clicks: 50,
    orders: 5,
    revenue,
    currency,
  });
  await importRows(viewer, [
    money('paris', 'AI_GENERATED', 'EUR', '120.00'),
    money('paris', 'HUMAN_DESIGNED', 'EUR', '100.00'),
    money('boston', 'AI_GENERATED', 'USD', '90.00'),
    money('boston', 'HUMAN_DESIGNED', 'USD', '100.00'),
  ]);

  const report = await lift(viewer, { metric: 'REVENUE_PER_IMPRESSION' });

  expect(report.equalWeight.value).toBeCloseTo(0.05, 12);
  expect(report.currencies).toEqual(['EUR', 'USD']);
  expect(report.totals).toMatchObject({ ai: { rate: null }, human: { rate: null } });
  expect(report.stores[0].ai.rate).not.toBeNull();
  expect(report.trafficWeighted).toMatchObject({ value: null, lower: null });
  expect(report.trafficWeighted.reason).toContain('EUR, USD');
  expect(report.stores[0].reason).toContain('squares of revenue were not kept');
});

it.each(Object.entries(RATES))('answers %s in every part of the report', async (metric, rate) => {
  const viewer = await newWorkspace();
  const counts = { impressions: 4_000, clicks: 400, orders: 40, returns: 4, revenue: 900, currency: 'EUR' };
  const scenario = rate.scenario ?? 'OTHER';
  await importRows(
    viewer,
    ['AI_GENERATED', 'HUMAN_DESIGNED'].flatMap((origin) =>
      ['a', 'b'].map((item) => ({ ...row('Nord', origin), ...counts, item: origin + item, scenario })),
    ),
  );

  const PARTS = `query ($input: LiftInput!) { lift(input: $input) {
    totals { ai { rate } human { rate } } stores { lift } placebo { stores }
    breakdown(by: CATEGORY) { estimate { stores } } export(format: CSV)
  } }`;
  const { lift: report } = await toile.ask(PARTS, { input: { metric, minimumTraffic: 0 } }, viewer);

  expect(report.totals.ai.rate).toBe(report.totals.human.rate);
  expect(report).toMatchObject({ stores: [{ lift: 0 }], placebo: { stores: 1 } });
  expect(report.breakdown).toEqual([{ estimate: { stores: 1 } }]);
  expect(report.export).toContain(`,COMPARED,${metric},REAL,`);
});

it.each([
  [{ metric: 'CTR', from: '2026-02-01', to: '2026-02-01' }, 'must come after'],
  [{ metric: 'SEARCH_CTR', scenario: 'OTHER' }, 'leave `scenario` out'],
  [{ metric: 'CTR', confidence: 95 }, 'must be a number from 0.5 to 0.9999'],
  [{ metric: 'CTR', minimumTraffic: -1 }, 'must be a whole number from 0 to'],
])('refuses %j with a sentence', async (input, sentence) => {
  const { errors } = await toile.execute(LIFT, { input }, analyst);

  expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
  expect(errors?.[0]?.message).toContain(sentence);
});

describe('an export', () => {
  const EXPORT = `query ($format: ExportFormat!, $table: LiftTable, $input: LiftInput!) {
    lift(input: $input) { sentence export(format: $format, table: $table) }
  }`;
  const held = {} as { viewer: Viewer };
  beforeAll(async () => {
    held.viewer = await newWorkspace();
    await importRows(held.viewer, [
      { ...row('=cmd()', 'AI_GENERATED'), impressions: 700, clicks: 30 },
      { ...row('=cmd()', 'HUMAN_DESIGNED'), impressions: 900, clicks: 70 },
    ]);
  });

  const file = async (variables: Record<string, string>, input: object = {}) =>
    (await toile.ask(EXPORT, { ...variables, input: { metric: 'CTR', ...input } }, held.viewer)).lift;
  const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

  it('of stores has a row for each with every digit and count, no formula, and the mark of UTF-8', async () => {
    const csv = (await file({ format: 'CSV' })).export;

    expect(csv.startsWith('\uFEFFstore,')).toBe(true);
    expect(rowsOf(csv)).toEqual([
      expect.objectContaining({
        ...{ store: "'=cmd()", status: 'COMPARED', metric: 'CTR', data: 'REAL', currency: '' },
        ...{ lift: String(30 / 700 / (70 / 900) - 1), ai_clicks: '30', ai_impressions: '700' },
        ...{ human_clicks: '70', human_impressions: '900' },
      }),
    ]);
  });

  it('of estimands has a row for each, that of the headline with the answer in words', async () => {
    const { sentence, export: csv } = await file({ format: 'CSV', table: 'ESTIMANDS' });
    const rows = rowsOf(csv);

    expect(rows).toHaveLength(6);
    expect(rows.filter((row) => row.isHeadline === 'true')).toEqual([
      expect.objectContaining({ metric: 'CTR', data: 'REAL', confidence: '0.95', sentence }),
    ]);
    expect(rows.every(({ caveat }) => caveat !== '')).toBe(true);
  });

  it.each(['STORES', 'ESTIMANDS'])('of %s states the whole question in every row', async (table) => {
    const [{ id }] = await toile.dataSource.query("SELECT id FROM stores WHERE name = '=cmd()'");
    const question = {
      ...{ metric: 'RETURN_RATE', from: '2026-01-01', to: '2026-02-01', scenario: 'SEARCH' },
      ...{ categories: ['a "dress"', 'b, c'], priceBands: ['LOW', 'HIGH'], storeIds: [id] },
      ...{ returnWindowDays: 30, minimumTraffic: 7, confidence: 0.9 },
    };
    const rows = rowsOf((await file({ format: 'CSV', table }, question)).export);

    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatchObject({
        ...{ metric: 'RETURN_RATE', data: 'REAL', from: '2026-01-01', to: '2026-02-01', timeZone: 'UTC' },
        ...{ scenario: 'SEARCH', storesChosen: '1', returnWindowDays: '30' },
        ...{
          matureBefore: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          minimumTraffic: '7',
          confidence: '0.9',
        },
        ...{ completeUntil: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) },
      });
      expect(JSON.parse(row.categories!)).toEqual(question.categories);
      expect(JSON.parse(row.priceBands!)).toEqual(question.priceBands);
      if (table === 'ESTIMANDS') expect(JSON.parse(row.storeIds!)).toEqual([id]);
    }
  });

  it('as JSON names price bands as the API does', async () => {
    const { settings } = JSON.parse((await file({ format: 'JSON' }, { priceBands: ['MIDDLE'] })).export);

    expect(settings.priceBands).toEqual(['MIDDLE']);
  });

  it('as JSON is the report with its settings, trend, breakdowns and placebo', async () => {
    const json = JSON.parse((await file({ format: 'JSON' })).export);

    expect(json).toMatchObject({
      metric: 'CTR',
      settings: { confidence: 0.95 },
      stores: [{ store: { name: '=cmd()' }, ai: { clicks: 30 }, lift: 30 / 700 / (70 / 900) - 1 }],
      placebo: { stores: 0, warning: null },
      trend: [],
      breakdowns: [
        { by: 'CATEGORY', slices: [{ label: null, estimate: { stores: 1 }, ai: { clicks: 30 } }] },
        { by: 'PRICE_BAND' },
        { by: 'MONTH' },
      ],
    });
  });
});

it('says that numbers of a simulation are simulated', async () => {
  const report = await lift(await newWorkspace({ simulated: true }), { metric: 'CTR' });

  expect(report.simulated).toBe(true);
});

it('has an empty report for a merchant without a store', async () => {
  const report = await lift(await addPerson(toile.dataSource, Role.MERCHANT), { metric: 'SEARCH_CTR' });

  expect(report).toMatchObject({ stores: [], excluded: [], headline: { value: null } });
});

it('shows a merchant the stores they are a member of, and nobody else', async () => {
  const merchant = randomUUID();
  await toile.dataSource.query(
    "INSERT INTO users (id, email, name, role) VALUES ($1, 'merchant@example.com', 'M', 'MERCHANT')",
    [merchant],
  );
  const [{ id: workspaceId }] = await toile.dataSource.query('SELECT id FROM workspaces WHERE is_default');
  const key: Viewer = {
    kind: 'key',
    keyId: randomUUID(),
    name: 'k',
    workspaceId,
    scopes: [Scope.COUNTS_WRITE],
  };
  await importRows(key, rowsOf('store_mean_relative_improvement'));
  await toile.dataSource.query(
    "INSERT INTO store_members (store_id, user_id) SELECT id, $1 FROM stores WHERE name = 's2' AND workspace_id = $2",
    [merchant, workspaceId],
  );

  const report = await lift(
    { kind: 'user', userId: merchant, email: 'merchant@example.com', role: Role.MERCHANT },
    { metric: 'SEARCH_CTR' },
  );

  expect(report.stores.map(({ store }: { store: { name: string } }) => store.name)).toEqual(['s2']);
  expect(report).toMatchObject({ excluded: [], undatedRows: 2, totals: { ai: { clicks: 52 } } });
});

describe('the answer in words', () => {
  const held = {} as { viewer: Viewer };
  beforeAll(async () => {
    held.viewer = await newWorkspace();
    const rows = Array.from({ length: 12 }, (_, s) =>
      ['AI_GENERATED', 'HUMAN_DESIGNED'].flatMap((origin, o) =>
        ['a', 'b'].map((item, i) => ({
          ...row(`s${s}`, origin),
          item: `${s}${origin}${item}`,
          impressions: 1000,
          clicks: 60 + 20 * (1 - o) + s + i,
        })),
      ),
    );
    const quiet = { ...row('quiet', 'HUMAN_DESIGNED'), impressions: 300, clicks: 0 };
    const shown = { ...row('quiet', 'AI_GENERATED'), impressions: 300, clicks: 20 };
    const tiny = ['AI_GENERATED', 'HUMAN_DESIGNED'].map((origin) => ({
      ...{ ...row('tiny', origin), impressions: 5, clicks: 1 },
    }));
    await importRows(held.viewer, [...rows.flat(), quiet, shown, ...tiny]);
  });

  const WORDS = `{ lift(input: { metric: CTR }) {
    sentence qualifications placebo { warning } json: export(format: JSON)
    totals { stores ai { impressions } } allTotals { ai { impressions } }
    averageRates { stores excluded { store { name } reason } } equalWeight { stores excluded { store { name } } }
    excluded { store { name } }
  } }`;

  it('is the same at every door, with what qualifies it', async () => {
    const { lift: report } = await toile.ask(WORDS, {}, held.viewer);

    expect(report.sentence).toMatch(
      /^Across 13 stores, AI items' average click-through rate was \d+\.\d% higher than human-designed items' \(95% interval .*\)\. Every store's rate counts once; /,
    );
    for (const qualification of report.qualifications) expect(report.sentence).toContain(qualification);
    expect(report.placebo.warning).toBeNull();
    expect(JSON.parse(report.json).sentence).toBe(report.sentence);
  });

  it('stands on the stores of the headline, which may be others than those with a lift', async () => {
    const { lift: report } = await toile.ask(WORDS, {}, held.viewer);

    expect(report.averageRates).toEqual({
      stores: 13,
      excluded: [{ store: { name: 'tiny' }, reason: 'Too few impressions in an arm to expect any clicks.' }],
    });
    expect(report.equalWeight).toEqual({ stores: 13, excluded: [{ store: { name: 'quiet' } }] });
    expect(report.excluded).toEqual([{ store: { name: 'quiet' } }]);
    expect(report.totals).toEqual({ stores: 13, ai: { impressions: 24_300 } });
    expect(report.allTotals).toEqual({ ai: { impressions: 24_305 } });
  });
});
