import { beforeAll, describe, expect, it } from '@jest/globals';
import { ItemOrigin, Scenario } from '../../../server/catalog/index.js';
import {
  EventKind,
  type IncomingEvent,
  RATES,
  replaceCountsUnchecked,
} from '../../../server/events/index.js';
import { type ArmSums, toArm } from '../../../server/lift/totals/arm-sums.js';
import { readHumanItems } from '../../../server/lift/totals/human-items.js';
import type { Slicing } from '../../../server/lift/totals/slicing.js';
import { readStoreTotals } from '../../../server/lift/totals/store-totals.js';
import type { TotalsFilter } from '../../../server/lift/totals/totals-filter.js';
import { OPERATOR, Role, type Viewer } from '../../../server/platform/index.js';
import { pcg32 } from '../../../server/random/index.js';
import type { Arm } from '../../../server/statistics/index.js';
import { addMember } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { addShop, type Shop } from '../../support/product/shop.js';
import { addPerson } from '../../support/product/viewers.js';

const toile = useToile();
const held = {} as { shop: Shop; merchant: Viewer };

const STORES = ['Nord', 'Süd', 'Leer'];
const ITEMS = STORES.flatMap((store) =>
  [0, 1, 2, 3, 4].map((n) => ({
    key: `${store}-${n}`,
    store,
    origin: n % 2 === 0 ? ItemOrigin.AI_GENERATED : ItemOrigin.HUMAN_DESIGNED,
    category: n < 2 ? 'dress' : n < 4 ? 'coat' : null,
    priceBand: n === 0 ? null : 1 + (n % 3),
  })),
);

/** Days around the turn of a month; every tenth event comes out of order, days late. */
function someEvents(count: number): IncomingEvent[] {
  const random = pcg32(7);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  return Array.from({ length: count }, (_, n) => {
    const day = random.below(10) === 0 ? random.below(60) : Math.floor((n / count) * 60);
    const kind = pick([...Array(6).fill(EventKind.IMPRESSION), ...Object.values(EventKind)]);
    return {
      kind,
      id: `e${n}`,
      visitor: `v${random.below(20)}`,
      item: pick(ITEMS.filter(({ store }) => store !== 'Leer')).key,
      scenario: pick(Object.values(Scenario)),
      occurredAt: new Date(Date.UTC(2026, 0, 5 + day, random.below(24))),
      ...(kind === EventKind.ORDER && { amountMinor: random.below(5000), currency: pick(['EUR', 'USD']) }),
      payload: () => ({}),
    };
  });
}

/** Totals of items without and with a day, also of one that has no events. */
const someCounts = () =>
  ['Nord-0', 'Nord-1', 'Süd-3', 'Leer-0'].flatMap((key, n) =>
    [null, '2026-02-03', '2026-02-20'].map((day) => ({
      itemId: held.shop.items[key]!,
      scenario: Scenario.SEARCH,
      day,
      ...{ impressions: 40 + n, clicks: 4 + n, orders: 2, returns: 1 },
      ...(n === 0 ? { revenueMinor: 900, currency: 'EUR' } : { revenueMinor: null, currency: null }),
    })),
  );

beforeAll(async () => {
  held.shop = await addShop(toile.dataSource, ITEMS, { timeZone: 'America/New_York' });
  held.merchant = await addPerson(toile.dataSource, Role.MERCHANT);
  await addMember(toile.dataSource, { id: held.shop.stores.Süd! }, held.merchant);
  const events = someEvents(1_500);
  const { store, rollups } = toile.toile.events;
  for (let from = 0; from < events.length; from += 500) {
    await store.record(OPERATOR, {
      workspaceId: held.shop.workspaceId,
      source: 'test',
      events: events.slice(from, from + 500),
    });
    if (from < 1_000) await rollups.rollUpUnchecked();
  }
  await toile.dataSource.transaction((manager) => replaceCountsUnchecked(manager, someCounts()));
});

const WHOLE = {
  from: null,
  to: null,
  matureBefore: null,
  storeIds: null,
  categories: null,
  priceBands: null,
};

interface Asked extends Partial<TotalsFilter> {
  readonly rate?: keyof typeof RATES;
  readonly slicing?: Slicing;
}

const filterOf = ({ rate: _, slicing: __, ...asked }: Asked): TotalsFilter => ({
  ...WHOLE,
  scenario: null,
  workspaceId: held.shop.workspaceId,
  viewer: OPERATOR,
  ...asked,
});

/** By store, slice and origin: numerator, denominator and the sums over items, as the report has them. */
async function read({ rate = 'CTR', slicing, ...asked }: Asked): Promise<Record<string, number[]>> {
  const question = { filter: filterOf(asked), rate: RATES[rate] };
  const totals = await readStoreTotals(toile.dataSource.manager, question, slicing ?? null);
  const numbers = (sums: ArmSums) => {
    const { numerator, denominator, items } = toArm(sums, question.rate);
    return [numerator, denominator, ...Object.values(items ?? {})];
  };
  const lines = totals.flatMap(({ name, slice, ai, human }) => [
    [`${name} ${slice} AI_GENERATED`, numbers(ai)] as const,
    [`${name} ${slice} HUMAN_DESIGNED`, numbers(human)] as const,
  ]);
  return Object.fromEntries(lines.filter(([, sums]) => sums.some((sum) => sum !== 0)));
}

/** The same straight from events and imported totals, in exact numbers. */
async function raw({ rate = 'CTR', slicing, ...asked }: Asked): Promise<Record<string, number[]>> {
  const { numerator, denominator } = RATES[rate];
  const filter = filterOf(asked);
  const days = [filter.from, filter.to, filter.matureBefore].map((day) =>
    day === null ? 'NULL' : `'${day}'`,
  );
  const slice = {
    ...{ CATEGORY: 'category', PRICE_BAND: 'price_band', MONTH: "to_char(day, 'YYYY-MM')" },
    DAY: 'day::text',
    WEEK: "to_char(date_trunc('week', day), 'YYYY-MM-DD')",
  } as const;
  const rows = await toile.dataSource.query(
    `WITH facts AS (
       SELECT item_id, scenario, (COALESCE(ordered_at, occurred_at) AT TIME ZONE 'America/New_York')::date AS day,
         (kind = 'IMPRESSION')::int AS impressions, (kind = 'CLICK')::int AS clicks, (kind = 'ORDER')::int AS orders,
         (kind = 'RETURN')::int AS returns, COALESCE(amount_minor, 0) AS revenue_minor
       FROM events WHERE workspace_id = $1
       UNION ALL
       SELECT item_id, scenario, day, impressions, clicks, orders, returns, COALESCE(revenue_minor, 0) FROM item_counts
     ), items_of AS (
       SELECT s.name, i.origin,  ${slice[slicing?.by as keyof typeof slice] ?? 'NULL'} AS slice, item_id,
         sum(${denominator})::numeric AS n, sum(${numerator})::numeric AS c
       FROM facts JOIN items i ON i.id = item_id JOIN stores s ON s.id = i.store_id
       WHERE s.workspace_id = $1 AND ($2::text IS NULL OR scenario::text = $2)
         AND ($3::text[] IS NULL OR category = ANY ($3)) AND ($4::int[] IS NULL OR price_band = ANY ($4))
         AND (${days[0]}::date IS NULL OR day >= ${days[0]}) AND (${days[1]}::date IS NULL OR day < ${days[1]})
         AND (${days[2]}::date IS NULL OR day IS NULL OR day < ${days[2]})
         AND ($5::uuid[] IS NULL OR s.id = ANY ($5))
       GROUP BY 1, 2, 3, 4
     )
     SELECT name || ' ' || COALESCE(slice::text, 'null') || ' ' || origin AS key,
       ARRAY[sum(c), sum(n)] || ARRAY(SELECT COALESCE(sum, 0) FROM unnest(ARRAY[count(*) FILTER (WHERE n > 0),
         sum(n * n), sum(n * n * n), sum(c * c) FILTER (WHERE n > 0), sum(n * c)]) AS sum)::float8[] AS sums
     FROM items_of GROUP BY name, slice, origin HAVING sum(n) > 0 OR sum(c) > 0`,
    [filter.workspaceId, filter.scenario, filter.categories, filter.priceBands, filter.storeIds],
  );
  return Object.fromEntries(rows.map(({ key, sums }: { key: string; sums: number[] }) => [key, sums]));
}

describe.each(['the tail', 'the rollups'])('sums over items, with %s', (source) => {
  beforeAll(async () => {
    if (source === 'the rollups') await toile.toile.events.rollups.rollUpUnchecked();
  });

  it.each<Asked>([
    {},
    { scenario: Scenario.SEARCH },
    { rate: 'CONVERSION_RATE' },
    { rate: 'RETURN_RATE', matureBefore: '2026-02-04' },
    { rate: 'REVENUE_PER_IMPRESSION' },
    { categories: ['dress'] },
    { categories: ['coat'], priceBands: [1, 3] },
    { from: '2026-01-20', to: '2026-02-11' },
    { from: '2026-02-01', scenario: Scenario.RECOMMENDATION, categories: ['coat'] },
    { to: '2026-01-31', priceBands: [2] },
    { slicing: { by: 'CATEGORY' } },
    { slicing: { by: 'PRICE_BAND' }, from: '2026-01-10', to: '2026-02-20' },
    { slicing: { by: 'MONTH' }, rate: 'CONVERSION_RATE' },
    { slicing: { by: 'MONTH' }, matureBefore: '2026-02-10', categories: ['coat'] },
    { slicing: { by: 'WEEK' } },
    { slicing: { by: 'DAY' }, from: '2026-01-21', to: '2026-02-19' },
    { slicing: { by: 'WEEK' }, from: '2026-01-21', to: '2026-02-19', matureBefore: '2026-02-10' },
    { slicing: { by: 'CATEGORY' }, matureBefore: '2026-02-05' },
    { slicing: { by: 'CATEGORY' }, from: '2026-02-12', matureBefore: '2026-02-05' },
    { from: '2030-01-01' },
    { categories: [] },
  ])('are those of the raw events and imported totals: %j', async (asked) => {
    const sums = await read(asked);

    expect(sums).toEqual(await raw(asked));
    const isNothing =
      asked.from === '2030-01-01' || asked.categories?.length === 0 || asked.from === '2026-02-12';
    expect(Object.keys(sums).length > 0).toBe(!isNothing);
  });

  it('are those of exactly the days that were asked for, wherever in their weeks these begin and end', async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 0, 19 + n)).toISOString().slice(0, 10);
    for (const from of [0, 1, 2, 3, 4, 5, 6])
      for (const length of [1, 2, 4, 7, 10 + from]) {
        const days = { from: day(from), to: day(from + length) };
        for (const by of ['CATEGORY', 'MONTH'] as const) {
          const asked = { ...days, slicing: { by } };
          expect(await read(asked)).toEqual(await raw(asked));
        }
      }
  });

  it.each([
    { from: '2026-02-04', to: '2026-02-19' },
    { from: '2026-01-08', to: '2026-01-09' },
  ])('rest on totals and currencies of human-designed items in exactly those days: %j', async (days) => {
    const question = { filter: filterOf(days), rate: RATES.REVENUE_PER_IMPRESSION };
    const stores = await readHumanItems(toile.dataSource.manager, question);

    const rows = await toile.dataSource.query(
      `SELECT s.name, array_agg(DISTINCT currency) FILTER (WHERE currency <> '' AND orders <> 0) AS currencies,
         count(DISTINCT item_id)::int AS items, sum(revenue_minor)::float8 AS revenue, sum(impressions)::float8 AS n
       FROM item_day_totals t JOIN stores s ON s.id = store_id
       WHERE t.workspace_id = $1 AND t.origin = 'HUMAN_DESIGNED' AND day >= $2 AND day < $3 GROUP BY 1 ORDER BY 1`,
      [held.shop.workspaceId, days.from, days.to],
    );
    const sum = (arms: readonly Arm[], field: 'numerator' | 'denominator') =>
      arms.reduce((total, arm) => total + arm[field], 0);
    const read = stores.map(({ name, currencies, items }) => ({
      ...{ name, currencies, items: items.length },
      ...{ revenue: sum(items, 'numerator'), n: sum(items, 'denominator') },
    }));
    expect(read.sort((a, b) => a.name.localeCompare(b.name))).toEqual(
      rows.map((row: { currencies: string[] | null }) => ({ ...row, currencies: row.currencies ?? [] })),
    );
  });

  it('are of the stores that were asked for or that a merchant sees', async () => {
    const ofSouth = await raw({ storeIds: [held.shop.stores.Süd!] });

    expect(Object.keys(ofSouth)).toHaveLength(2);
    expect(await read({ storeIds: [held.shop.stores.Süd!] })).toEqual(ofSouth);
    expect(await read({ viewer: held.merchant })).toEqual(ofSouth);
    expect(await read({ viewer: held.merchant, from: '2026-01-01' })).toEqual(
      await raw({ storeIds: [held.shop.stores.Süd!], from: '2026-01-01' }),
    );
  });

  it('are those of the whole store in the slice of its attribute', async () => {
    const whole = await read({});

    const byAttribute = await read({ slicing: { by: 'STORE_ATTRIBUTE', attribute: 'country' } });

    expect(byAttribute).toEqual(whole);
  });
});
