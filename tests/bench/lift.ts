import { graphql } from 'graphql';
import pg from 'pg';
import { type Context, OPERATOR } from '../../server/platform/index.js';
import { addWorld, type World, type WorldSize } from './lift-world.js';
import { mediansOf } from './measure.js';
import { type Product, withProduct } from './product.js';
import { aimBelow, type Finding, type Line, ms, thousands } from './report.js';

const SIZE: WorldSize = {
  stores: 1_000,
  itemsPerStore: 50,
  days: 28,
  categories: 12,
  events: 10_000_000,
};
const RUNS = 9;
const PLACEBO_RUNS = 3;
const ESTIMATE = 'value lower upper standardError pValue stores reason';
const STORES = `stores { store { id name } lift lower upper reason ai { numerator denominator rate } human { numerator denominator rate } }`;
const REPORT = `headline { ${ESTIMATE} } verdict equalWeight { ${ESTIMATE} } logRatio { ${ESTIMATE} } biasCorrected { ${ESTIMATE} }
  trafficWeighted { ${ESTIMATE} } randomEffects { ${ESTIMATE} } excluded { store { id name } reason }`;

interface Question {
  readonly what: string;
  readonly fields: string;
  /** `SEARCH_CTR` where left out. */
  readonly metric?: string;
  /** Days [from, to) as they stand in the input; all of them without it. */
  readonly range?: string;
  /** SQL of the sums that the answer comes from; without it, no limit is named. */
  readonly bare?: string;
  readonly aimMs?: number;
}

/** Totals by `by`, and how they spread over the items that are summed up from rows. */
const bareTotals = (rows: string, by: string) => `
  SELECT ${by}, sum(n) AS impressions, sum(c) AS clicks, count(*) AS items, sum(n * n) AS nn, sum(n * n * n) AS nnn,
    sum(c * c) AS cc, sum(n * c) AS nc
  FROM (SELECT ${by}, item_id, sum(impressions::float8) AS n, sum(clicks::float8) AS c
    FROM ${rows} WHERE workspace_id = $1 AND scenario = 'SEARCH' GROUP BY ${by}, item_id) AS of_items
  GROUP BY ${by}`;

const DAYS_OF_ITEMS = `item_days JOIN (
    SELECT items.id AS item_id, store_id, workspace_id, origin, category FROM items JOIN stores ON stores.id = store_id
  ) AS item USING (item_id)`;
const BY_STORE = bareTotals('item_sums', 'store_id, origin');
const BY_STORE_IN_DAYS = bareTotals(DAYS_OF_ITEMS, 'store_id, origin');
const BY_CATEGORY = bareTotals('item_sums', 'store_id, origin, category');
const BY_CATEGORY_IN_DAYS = bareTotals(DAYS_OF_ITEMS, 'store_id, origin, category');
const RANGE = 'from: "2026-01-06", to: "2026-02-02"';

const QUESTIONS: readonly Question[] = [
  { what: 'lift, all estimates with variances over items', fields: REPORT, bare: BY_STORE, aimMs: 150 },
  { what: 'the same of CTR, that is of all scenarios', fields: REPORT, metric: 'CTR' },
  { what: 'lift with the lines of all stores', fields: `${REPORT} ${STORES}`, bare: BY_STORE },
  {
    what: 'lift by category',
    fields: `${REPORT} breakdown(by: CATEGORY) { label estimate { ${ESTIMATE} } ai { rate } human { rate } }`,
    bare: BY_CATEGORY,
    aimMs: 600,
  },
  { what: 'lift, 27 of the 28 days', fields: REPORT, range: RANGE, bare: BY_STORE_IN_DAYS },
  {
    what: 'lift by category, 27 of the 28 days',
    fields: `${REPORT} breakdown(by: CATEGORY) { label estimate { ${ESTIMATE} } }`,
    range: RANGE,
    bare: BY_CATEGORY_IN_DAYS,
    aimMs: 600,
  },
  { what: 'lift with the trend by week', fields: `${REPORT} trend { startsOn estimate { ${ESTIMATE} } }` },
];

const PLACEBO: Question = {
  what: 'lift with the placebo (every human-designed item, 200 splits)',
  fields: `${REPORT} placebo { standardDeviation lower upper shareBeyond stores }`,
  aimMs: 300,
};

/** Reports over ten million events, beside the bare sums they come from. */
export const benchLift = (): Promise<Finding> =>
  withProduct(async (product) => {
    const world = await addWorld(product.dataSource, product.workspaceId, SIZE);
    const client = new pg.Client({ connectionString: product.databaseUrl });
    await client.connect();
    try {
      const lines: Line[] = [];
      for (const question of QUESTIONS) lines.push(await measured(question, { product, client, runs: RUNS }));
      lines.push(await measured(PLACEBO, { product, client, runs: PLACEBO_RUNS }));
      return { sizes: sizesOf(world), lines };
    } finally {
      await client.end();
    }
  });

const sizesOf = (world: World) =>
  `Lift: ${thousands(world.events)} events of ${thousands(SIZE.stores)} stores with ${SIZE.itemsPerStore} items each in ${SIZE.categories} categories, 3 price bands, 3 scenarios and ${SIZE.days} days, as rollups of ${thousands(world.itemDays)} item days, ${thousands(world.itemWeeks)} item weeks, ${thousands(world.storeDays)} store days, ${thousands(world.sliceSums)} slices, ${thousands(world.itemSums)} items by scenario and ${thousands(world.storeSums)} stores; the rollups were generated, not the events. Metric SEARCH_CTR, medians of ${RUNS} runs (placebo ${PLACEBO_RUNS}).`;

interface Setup {
  readonly product: Product;
  readonly client: pg.Client;
  readonly runs: number;
}

async function measured(question: Question, { product, client, runs }: Setup): Promise<Line> {
  const { what, fields, metric = 'SEARCH_CTR', range = '', bare, aimMs } = question;
  const query = `{ lift(input: { metric: ${metric} ${range} }) { ${fields} } }`;
  const [overHttp, inProcess, sql] = await mediansOf(runs, [
    () => askOverHttp(product, query),
    () => askSchema(product, query),
    ...(bare ? [() => client.query(bare, [product.workspaceId])] : []),
  ]);
  return {
    what,
    measured: `${ms(overHttp!)} (without HTTP ${ms(inProcess!)})`,
    ...(sql ? { limit: `bare SQL of the sums: ${ms(sql)}`, ratio: (overHttp! / sql).toFixed(2) } : {}),
    ...(aimMs ? { aim: aimBelow(aimMs, overHttp!, `< ${aimMs} ms`) } : {}),
  };
}

async function askOverHttp({ url, key }: Product, query: string): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(text.slice(0, 1_000));
}

async function askSchema({ schema, workspaceId }: Product, source: string): Promise<void> {
  const contextValue: Context = {
    viewer: OPERATOR,
    requestId: 'bench',
    workspaceId: async () => workspaceId,
    address: '127.0.0.1',
    session: { token: null, begin: () => {}, end: () => {} },
    device: { token: null, remember: () => {} },
  };
  const { errors } = await graphql({ schema, source, contextValue });
  if (errors) throw errors[0];
}
