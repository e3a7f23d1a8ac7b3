import { beforeAll, describe, expect, it } from '@jest/globals';
import { ItemOrigin, Scenario } from '../../../../server/catalog/index.js';
import { EventKind, type IncomingEvent, replaceCountsUnchecked } from '../../../../server/events/index.js';
import { ItemSort } from '../../../../server/lift/items/item-performance.input.js';
import { ItemPerformanceService } from '../../../../server/lift/items/item-performance.service.js';
import { OPERATOR, Role, type Viewer } from '../../../../server/platform/index.js';
import { pcg32 } from '../../../../server/random/index.js';
import { addMember } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { addShop, type Shop } from '../../../support/product/shop.js';
import { ANALYST, addPerson, viewerOf } from '../../../support/product/viewers.js';

const toile = useToile();
const held = {} as { shop: Shop; merchant: Viewer };

/** Stores with events, one without, and one whose human-designed items have none. */
const STORES = ['Nord', 'Süd', 'Vest', 'Leer', 'Solo'];
const ITEMS = STORES.flatMap((store) =>
  Array.from({ length: 12 }, (_, n) => ({
    key: `${store}-${n}`,
    title: `Dress ${n % 4}`, // titles repeat, and so do counts
    store,
    origin: n % 3 === 0 ? ItemOrigin.HUMAN_DESIGNED : ItemOrigin.AI_GENERATED,
    category: n % 2 === 0 ? 'dress' : null,
  })),
);
const SEEN = ITEMS.filter(
  ({ store, origin, key }) =>
    store !== 'Leer' && (store !== 'Solo' || origin === ItemOrigin.AI_GENERATED) && !key.endsWith('-11'),
);

/** Every tenth event comes out of order, days late. */
function someEvents(count: number): IncomingEvent[] {
  const random = pcg32(11);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  return Array.from({ length: count }, (_, n) => {
    const day = random.below(10) === 0 ? random.below(40) : Math.floor((n / count) * 40);
    const kind = pick([
      ...Array(12).fill(EventKind.IMPRESSION),
      ...Array(4).fill(EventKind.CLICK),
      EventKind.ORDER,
    ]);
    return {
      ...{ kind, id: `e${n}`, visitor: `v${random.below(20)}`, item: pick(SEEN).key },
      scenario: pick(Object.values(Scenario)),
      occurredAt: new Date(Date.UTC(2026, 0, 5 + day, random.below(24))),
      ...(kind === EventKind.ORDER && {
        amountMinor: random.below(5000),
        currency: pick(['EUR', 'EUR', 'USD']),
      }),
      payload: () => ({}),
    };
  });
}

beforeAll(async () => {
  held.shop = await addShop(toile.dataSource, ITEMS, { timeZone: 'America/New_York' });
  held.merchant = await addPerson(toile.dataSource, Role.MERCHANT);
  await addMember(toile.dataSource, { id: held.shop.stores.Süd! }, held.merchant);
  const { store, rollups } = toile.toile.events;
  const events = someEvents(2_400);
  for (let from = 0; from < events.length; from += 800) {
    const batch = events.slice(from, from + 800);
    await store.record(OPERATOR, { workspaceId: held.shop.workspaceId, source: 'test', events: batch });
    if (from < 1_600) await rollups.rollUpUnchecked();
  }
  const undated = { itemId: held.shop.items['Nord-1']!, scenario: Scenario.SEARCH, day: null };
  const counts = { impressions: 40, clicks: 9, orders: 2, returns: 0, revenueMinor: null, currency: null };
  await toile.dataSource.transaction((manager) =>
    replaceCountsUnchecked(manager, [{ ...undated, ...counts }]),
  );
});

const FIELDS = `item { id key title origin store { name } }
  totals { impressions clicks orders returns ordersWithoutAmount revenue { currency amountMinor } }
  numerator denominator rate lift { value lower upper reason } verdict shrunkLift shrunkLiftReason`;
const LIST = `query ($input: ItemPerformanceInput!, $first: Int, $after: String, $last: Int, $before: String) {
  itemPerformance(input: $input, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage endCursor startCursor } edges { cursor node { ${FIELDS} } }
  }
}`;
const RANK = `query ($input: ItemPerformanceInput!) {
  itemPerformance(input: $input, first: 200) { edges { node { item { key } shrunkLift rank { place of } } } }
}`;

type Row = {
  readonly item: {
    readonly id: string;
    readonly key: string;
    readonly title: string;
    readonly store: { name: string };
  };
  readonly totals: Record<string, number> & { revenue: { currency: string; amountMinor: number }[] };
  readonly lift: Record<'value' | 'lower' | 'upper', number | null> & { reason: string | null };
  readonly numerator: number | null;
  readonly denominator: number;
  readonly rate: number | null;
  readonly verdict: string;
  readonly shrunkLift: number | null;
  readonly shrunkLiftReason: string | null;
};

const ask = (query: string, variables: Record<string, unknown>, viewer: Viewer = ANALYST) =>
  toile.ask(query, variables, viewer, { requestedWorkspace: held.shop.workspaceId });

const connection = async (input: object, page: object = { first: 200 }, viewer?: Viewer) =>
  (await ask(LIST, { input: { metric: 'CTR', ...input }, ...page }, viewer)).itemPerformance;

const rowsOf = async (input: object, page?: object, viewer?: Viewer): Promise<Row[]> =>
  (await connection(input, page, viewer)).edges.map(({ node }: { node: Row }) => node);

const keysOf = async (input: object, page?: object) =>
  (await rowsOf(input, page)).map(({ item }) => item.key);

interface Truth {
  readonly key: string;
  readonly origin: string;
  readonly store: string;
  readonly n: number;
  readonly c: number;
}

/** Clicks and impressions straight from events and imported totals. */
const truth = (condition = 'true'): Promise<Truth[]> =>
  toile.dataSource.query(
    `WITH facts AS (
       SELECT item_id, scenario, (occurred_at AT TIME ZONE 'America/New_York')::date AS day,
         (kind = 'IMPRESSION')::int AS impressions, (kind = 'CLICK')::int AS clicks FROM events WHERE workspace_id = $1
       UNION ALL SELECT item_id, scenario, day, impressions, clicks FROM item_counts)
     SELECT i.key, i.origin, s.name AS store, COALESCE(sum(impressions), 0)::float8 AS n, COALESCE(sum(clicks), 0)::float8 AS c
     FROM stores s JOIN items i ON i.store_id = s.id LEFT JOIN facts ON item_id = i.id AND ${condition}
     WHERE s.workspace_id = $1 GROUP BY 1, 2, 3`,
    [held.shop.workspaceId],
  );

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Rate of the human-designed items of each store and its relative variance, bi / p^2 + sigma^2 kappa, over arrays. */
function humanRates(items: readonly Truth[]) {
  const arms = [...new Set(items.map(({ store }) => store))].flatMap((store) => {
    const own = items.filter(
      (item) => item.store === store && item.origin === 'HUMAN_DESIGNED' && item.n > 0,
    );
    const [N, C] = [sum(own.map(({ n }) => n)), sum(own.map(({ c }) => c))];
    if (C === 0) return [];
    const [m, p] = [own.length, C / N];
    const kappa = sum(own.map(({ n }) => (n / N) ** 2));
    const bi = (p * (1 - p)) / N;
    const cl = m < 2 ? bi : ((m / (m - 1)) * sum(own.map(({ n, c }) => (c - p * n) ** 2))) / N ** 2;
    const K = (m / (m - 1)) * (kappa - 2 * sum(own.map(({ n }) => (n / N) ** 3)) + kappa ** 2);
    return [{ store, m, p, kappa, bi, cl, K }];
  });
  const several = arms.filter(({ m }) => m >= 2);
  const scale = sum(several.map(({ p, bi, cl, K }) => Math.max(0, p ** 2 - Math.max(bi, cl)) * K));
  const sigma2 = scale > 0 ? Math.max(0, sum(several.map(({ cl, bi }) => cl - bi)) / scale) : 0;
  return new Map(arms.map(({ store, p, bi, kappa }) => [store, { p, v: bi / p ** 2 + sigma2 * kappa }]));
}

/** Lift and shrunk lift of every AI-generated item, as the formulas read, over arrays. */
function expectedLifts(items: readonly Truth[]): Record<string, readonly [lift: number, shrunk: number]> {
  const humans = humanRates(items);
  const units = items.flatMap(({ origin, key, c, n, store }) => {
    const human = humans.get(store);
    return origin === 'AI_GENERATED' && n > 0 && human ? [{ key, c, e: n * human.p, v: human.v }] : [];
  });
  const [total, expected] = [sum(units.map(({ c }) => c)), sum(units.map(({ e }) => e))];
  const m = total / expected;
  const s2 = sum(units.map(({ c, e }) => e * (c / e - m) ** 2)) / expected;
  const ofBaselines = (m ** 2 * sum(units.map(({ e, v }) => e * v))) / expected;
  const a = Math.max(0, s2 - m / (expected / units.length) - ofBaselines);
  return Object.fromEntries(
    units.map(({ key, c, e, v }) => [key, [c / e - 1, m + (a * (c / e - m)) / (a + m / e + m ** 2 * v) - 1]]),
  );
}

describe.each(['the tail', 'the rollups'])('items, with %s', (source) => {
  beforeAll(async () => {
    if (source === 'the rollups') await toile.toile.events.rollups.rollUpUnchecked();
  });

  it.each([
    [{}, 'true'],
    [{ metric: 'SEARCH_CTR' }, "scenario = 'SEARCH'"],
    [{ from: '2026-01-15', to: '2026-02-05' }, "day >= '2026-01-15' AND day < '2026-02-05'"],
  ])('have the lifts of the raw events and imported totals: %j', async (input, condition) => {
    const rows = await rowsOf(input);
    const expected = expectedLifts(await truth(condition));

    expect(Object.keys(expected).length).toBeGreaterThan(15);
    for (const { item, lift, shrunkLift } of rows) {
      const [value, shrunk] = expected[item.key] ?? [null, null];
      if (value === null || shrunk === null) {
        expect({ lift: lift.value, shrunkLift }).toEqual({ lift: null, shrunkLift: null });
        continue;
      }
      expect(lift.value).toBeCloseTo(value, 12);
      expect(shrunkLift).toBeCloseTo(shrunk, 12);
    }
    const ranked = rows.flatMap(({ shrunkLift }) => shrunkLift ?? []);
    expect(ranked).toEqual(ranked.toSorted((a, b) => b - a));
    expect(rows.slice(ranked.length).every(({ shrunkLift }) => shrunkLift === null)).toBe(true);
  });

  it('show the totals of the funnel of each item', async () => {
    const days = { from: '2026-01-15', to: '2026-02-05' };
    const rows = await rowsOf({ ...days, sort: 'ORDERS' });
    const funnels = await ask(
      `query ($from: Date, $to: Date) { items(first: 200) { edges { node { id funnel(from: $from, to: $to) {
        impressions clicks orders returns ordersWithoutAmount revenue { currency amountMinor } } } } } }`,
      days,
    );

    const byId = new Map(
      funnels.items.edges.map(({ node }: { node: { id: string; funnel: object } }) => [node.id, node.funnel]),
    );
    for (const { item, totals } of rows) expect(totals).toEqual(byId.get(item.id));
    expect(rows).toHaveLength(ITEMS.length);
    expect(rows.some(({ totals }) => totals.revenue.length > 1)).toBe(true);
  });
});

describe('a list of items', () => {
  it.each([
    ['LIFT', 'CTR'],
    ['RATE', 'REVENUE_PER_IMPRESSION'],
    ['ORDERS', 'SEARCH_CTR'],
    ['NEWEST', 'CTR'],
    ['TITLE', 'CTR'],
  ])('by %s of %s come in pages without a gap or a double, there and back', async (sort, metric) => {
    for (const direction of ['ASCENDING', 'DESCENDING']) {
      const input = { metric, sort, direction };
      const whole = await keysOf(input);
      expect(new Set(whole).size).toBe(ITEMS.length);

      const there: string[] = [];
      let after: string | null = null;
      do {
        const { edges, pageInfo } = await connection(input, { first: 13, after });
        there.push(...edges.map(({ node }: { node: Row }) => node.item.key));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      expect(there).toEqual(whole);

      const { edges } = await connection(input, { first: 20 });
      const back = await keysOf(input, { last: 6, before: edges[12].cursor });
      expect(back).toEqual(whole.slice(6, 12));
    }
  });

  it('sorts by revenue within each currency; items with none or several come last', async () => {
    const rows = await rowsOf({ metric: 'REVENUE_PER_IMPRESSION', sort: 'REVENUE' });

    const amounts = rows.map(({ totals }) => (totals.revenue.length === 1 ? totals.revenue[0]! : null));
    const known = amounts.filter((amount) => amount !== null);
    expect(amounts.slice(0, known.length)).toEqual(known);
    expect(known.map(({ currency }) => currency)).toEqual(known.map(({ currency }) => currency).sort());
    for (const currency of ['EUR', 'USD']) {
      const own = known
        .filter((amount) => amount.currency === currency)
        .map(({ amountMinor }) => amountMinor);
      expect(own).toEqual(own.toSorted((a, b) => b - a));
    }
    expect(rows.every(({ shrunkLift, shrunkLiftReason }) => shrunkLift === null && shrunkLiftReason)).toBe(
      true,
    );
  });

  it('says why an item has no lift', async () => {
    const rows = new Map((await rowsOf({})).map((row) => [row.item.key, row]));

    expect(rows.get('Nord-0')).toMatchObject({
      lift: {
        value: null,
        reason: 'Human-designed items are what the others are compared with, so they have no lift.',
      },
    });
    expect(rows.get('Nord-11')!.shrunkLiftReason).toBe('This item has no impressions.');
    expect(rows.get('Solo-1')!.shrunkLiftReason).toBe(
      'No baseline: human-designed items of this store have no impressions.',
    );
  });

  it('shows a rate of money only where every amount is known and of one currency', async () => {
    const rows = await rowsOf({ metric: 'REVENUE_PER_IMPRESSION', sort: 'RATE' });

    for (const { totals, numerator, rate } of rows) {
      const isKnown = totals.revenue.length <= 1 && totals.ordersWithoutAmount === 0;
      expect(numerator === null).toBe(!isKnown);
      if (!isKnown) expect(rate).toBeNull();
    }
    const nord = rows.find(({ item }) => item.key === 'Nord-1')!;
    expect({ rate: nord.rate, without: nord.totals.ordersWithoutAmount }).toEqual({ rate: null, without: 2 });
  });

  it('comes in the order of the titles where nothing is known yet', async () => {
    const rows = await rowsOf({ from: '2030-01-01' });

    const titles = rows.map(({ item }) => item.title);
    expect(titles).toEqual(titles.toSorted());
    expect(rows).toHaveLength(ITEMS.length);
  });

  it('narrows by store, origin, category, text and id; and changes no number', async () => {
    const storeIds = [held.shop.stores.Nord!];
    const all = new Map((await rowsOf({})).map((row) => [row.item.key, row]));
    expect(await rowsOf({ storeIds })).toHaveLength(12);
    for (const row of await rowsOf({ storeIds })) expect(row).toEqual(all.get(row.item.key));

    const input = { storeIds, origin: 'AI_GENERATED', categories: ['dress'], search: ' dress 2' };
    const { edges, totalCount } = await connection(input);
    const narrowed: Row[] = edges.map(({ node }: { node: Row }) => node);
    expect(narrowed.map(({ item }) => item.key).sort()).toEqual(['Nord-10', 'Nord-2']);
    expect(totalCount).toBe(2);
    for (const row of narrowed) expect(row).toEqual(all.get(row.item.key));
    const one = await rowsOf({ storeIds, itemIds: [held.shop.items['Nord-2']] });
    expect(one).toEqual([all.get('Nord-2')]);
  });

  it('gives an item one interval, whichever stores are asked for', async () => {
    const all = await rowsOf({});
    const ofNord = await rowsOf({ storeIds: [held.shop.stores.Nord!] });

    for (const { item, lift } of ofNord)
      expect(lift).toEqual(all.find((row) => row.item.key === item.key)!.lift);
    expect(ofNord.some(({ lift }) => lift.lower !== null)).toBe(true);
  });

  it('ranks AI-generated items by shrunk lift, whatever is listed', async () => {
    const { itemPerformance } = await ask(RANK, { input: { metric: 'CTR' } });
    const rows: {
      item: { key: string };
      shrunkLift: number | null;
      rank: { place: number; of: number } | null;
    }[] = itemPerformance.edges.map(({ node }: { node: object }) => node);
    const ranked = rows.filter(({ shrunkLift }) => shrunkLift !== null);

    expect(ranked.map(({ rank }) => rank!.of)).toEqual(ranked.map(() => ranked.length));
    for (const { shrunkLift, rank } of ranked)
      expect(rank!.place).toBe(1 + ranked.filter((other) => other.shrunkLift! > shrunkLift!).length);
    expect(rows.slice(ranked.length).every(({ rank }) => rank === null)).toBe(true);

    const third = held.shop.items[ranked[2]!.item.key];
    const alone = await ask(RANK, { input: { metric: 'CTR', itemIds: [third] } });
    expect(alone.itemPerformance.edges[0].node.rank).toEqual(ranked[2]!.rank);
  });

  it('takes the minimum traffic of the workspace for the baseline', async () => {
    await toile.dataSource.query('UPDATE workspaces SET minimum_traffic = 100000 WHERE id = $1', [
      held.shop.workspaceId,
    ]);
    const rows = await rowsOf({ origin: 'AI_GENERATED' });
    await toile.dataSource.query('UPDATE workspaces SET minimum_traffic = 0 WHERE id = $1', [
      held.shop.workspaceId,
    ]);

    expect(rows.every(({ shrunkLift }) => shrunkLift === null)).toBe(true);
    expect(rows.find(({ item }) => item.key === 'Nord-1')!.lift.reason).toContain(
      '100000 impressions, the minimum',
    );
  });
});

describe('who sees items', () => {
  it('shows merchants their own stores, and a ranking among these', async () => {
    const rows = await rowsOf({}, undefined, held.merchant);

    expect(rows).toHaveLength(12);
    expect(new Set(rows.map(({ item }) => item.store.name))).toEqual(new Set(['Süd']));
    const ofStore = await rowsOf({ storeIds: [held.shop.stores.Süd!] });
    expect(rows.map(({ item }) => item.key).sort()).toEqual(ofStore.map(({ item }) => item.key).sort());
    expect(await rowsOf({ storeIds: [held.shop.stores.Nord!] }, undefined, held.merchant)).toEqual([]);
  });

  it('refuses experts, who rate blind', async () => {
    const { errors } = await toile.execute(LIST, { input: { metric: 'CTR' } }, viewerOf(Role.EXPERT), {
      requestedWorkspace: held.shop.workspaceId,
    });

    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('a question that has no answer', () => {
  const refusal = async (input: object, page: object = {}) => {
    const variables = { input: { metric: 'CTR', ...input }, ...page };
    const options = { requestedWorkspace: held.shop.workspaceId };
    const { errors } = await toile.execute(LIST, variables, ANALYST, options);
    return errors?.[0];
  };

  it('is refused for a cursor of another order or metric, and for one that was made up', async () => {
    const { edges } = await connection({ sort: 'TITLE' });
    const after = edges[0].cursor;

    for (const input of [{ sort: 'ORDERS' }, { sort: 'TITLE', metric: 'SEARCH_CTR' }])
      expect(await refusal(input, { after })).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
    for (const keys of [
      [0, '', 'x', 'y', 'z'],
      [2 ** 40, '', 0, 'y', held.shop.items['Nord-1']],
    ]) {
      const made = Buffer.from(JSON.stringify(['CTR TITLE up', ...keys])).toString('base64url');
      expect(await refusal({ sort: 'TITLE' }, { after: made })).toMatchObject({
        extensions: { code: 'INVALID_INPUT' },
      });
    }
  });

  it('is refused where there are more items than are compared at once, until stores are chosen', async () => {
    const { workspaces, stores, priceBands } = toile.toile.catalog;
    const few = new ItemPerformanceService(
      { dataSource: toile.dataSource, workspaces, stores, priceBands },
      12,
    );
    const list = (input: object) =>
      few.list(ANALYST, held.shop.workspaceId, { input: { metric: 'CTR', sort: ItemSort.LIFT, ...input } });

    await expect(list({})).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('more than 12 items'),
    });
    const { edges } = await list({ storeIds: [held.shop.stores.Nord!] });
    expect(edges).toHaveLength(12);
  });

  it.each([{ from: '2026-02-01', to: '2026-01-01' }, { storeIds: ['x'] }, { confidence: 2 }])(
    'is refused: %j',
    async (input) => {
      expect(await refusal(input)).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
    },
  );
});
