import { beforeAll, describe, expect, it } from '@jest/globals';
import { ItemOrigin, Scenario } from '../../../server/catalog/index.js';
import { EventKind, type IncomingEvent, replaceCountsUnchecked } from '../../../server/events/index.js';
import { OPERATOR, Role, type Viewer } from '../../../server/platform/index.js';
import { addMember } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { addShop, type Shop } from '../../support/product/shop.js';
import { ANALYST, addPerson } from '../../support/product/viewers.js';

const toile = useToile();
const held = {} as { shop: Shop; other: Shop; merchant: Viewer };

const AI = { origin: ItemOrigin.AI_GENERATED };
const ITEMS = [
  { key: 'n1', store: 'Nord', ...AI, category: 'dress', priceBand: 1 },
  { key: 'n2', store: 'Nord', category: 'dress', priceBand: 3 },
  { key: 'n3', store: 'Nord', category: null, priceBand: null },
  { key: 'n4', store: 'Nord', category: null, priceBand: null },
  { key: 's1', store: 'Süd', ...AI, category: null, priceBand: null },
  { key: 's2', store: 'Süd', category: 'coat', priceBand: 3 },
  { key: 's3', store: 'Süd', category: 'dress', priceBand: 1 },
  { key: 'x1', store: 'Leer', category: 'dress' },
];

let named = 0;
const event = (kind: EventKind, item: string, fields: Partial<IncomingEvent> = {}): IncomingEvent => ({
  kind,
  id: `e${named++}`,
  visitor: 'ada',
  item,
  occurredAt: '2026-01-05T12:00:00Z',
  payload: () => ({}),
  ...fields,
});

const record = (workspaceId: string, events: IncomingEvent[]) =>
  toile.toile.events.store.record(OPERATOR, { workspaceId, source: 'test', events });

/** Impressions: item n1 1, n2 2, n3 4, ... so that every sum says which items it is of. */
const impressions = (keys: readonly string[]) =>
  keys.flatMap((key, n) => Array.from({ length: 2 ** n }, () => event(EventKind.IMPRESSION, key)));
const SHOWN = ['n1', 'n2', 'n3', 'n4', 's1', 's2', 's3'];
const of = (...keys: string[]) => keys.reduce((sum, key) => sum + 2 ** SHOWN.indexOf(key), 0);

beforeAll(async () => {
  held.shop = await addShop(toile.dataSource, ITEMS);
  held.other = await addShop(toile.dataSource, [{ key: 'n1', store: 'Fremd', category: 'dress' }]);
  await toile.dataSource.query('UPDATE stores SET attributes = \'{"country": "NO"}\' WHERE id = $1', [
    held.shop.stores.Nord,
  ]);
  const merchant = await addPerson(toile.dataSource, Role.MERCHANT);
  await addMember(toile.dataSource, { id: held.shop.stores.Süd! }, merchant);
  held.merchant = merchant;
  await record(held.shop.workspaceId, impressions(SHOWN));
  await record(held.other.workspaceId, [event(EventKind.IMPRESSION, 'n1')]);
});

const ARMS = 'ai { impressions } human { impressions }';
const CUT = `query ($input: LiftInput!, $by: LiftBreakdown!, $attribute: String) {
  lift(input: $input) {
    allTotals { ${ARMS} } excluded { store { name } } stores { store { name } }
    breakdown(by: $by, attribute: $attribute) { label ${ARMS} }
    trend { startsOn ${ARMS} }
    placebo { stores reason }
  }
}`;

interface Asked {
  readonly input?: object;
  readonly by?: string;
  readonly viewer?: Viewer;
}

const cut = async ({ input = {}, by = 'CATEGORY', viewer = ANALYST }: Asked = {}) => {
  const variables = { input: { metric: 'CTR', ...input }, by, attribute: 'country' };
  const options = { requestedWorkspace: held.shop.workspaceId };
  return (await toile.ask(CUT, variables, viewer, options)).lift;
};

const arms = ({ ai, human }: Record<'ai' | 'human', { impressions: number }>) => [
  ai.impressions,
  human.impressions,
];
const slices = ({ breakdown }: Awaited<ReturnType<typeof cut>>) =>
  breakdown.map((slice: { label: string | null } & Parameters<typeof arms>[0]) => [
    slice.label,
    ...arms(slice),
  ]);
const names = (lines: { store: { name: string } }[]) => lines.map(({ store }) => store.name);

describe.each(['the tail', 'the rollups'])('totals of %s', (source) => {
  beforeAll(async () => {
    if (source === 'the rollups') await toile.toile.events.rollups.rollUpUnchecked();
  });

  it.each([
    [
      'CATEGORY',
      [
        ['coat', 0, of('s2')],
        ['dress', of('n1'), of('n2', 's3')],
        [null, of('s1'), of('n3', 'n4')],
      ],
    ],
    [
      'PRICE_BAND',
      [
        ['LOW', of('n1'), of('s3')],
        ['HIGH', 0, of('n2', 's2')],
        [null, of('s1'), of('n3', 'n4')],
      ],
    ],
    [
      'STORE_ATTRIBUTE',
      [
        ['NO', of('n1'), of('n2', 'n3', 'n4')],
        [null, of('s1'), of('s2', 's3')],
      ],
    ],
    ['MONTH', [['2026-01', of('n1', 's1'), of('n2', 'n3', 'n4', 's2', 's3')]]],
  ])('are cut by %s, with what has none in a slice of its own', async (by, expected) => {
    expect(slices(await cut({ by }))).toEqual(expected);
  });

  it.each([
    [{ categories: ['dress'] }, of('n1'), of('n2', 's3')],
    [{ categories: [] }, 0, 0],
    [{ priceBands: ['HIGH'] }, 0, of('n2', 's2')],
    [{ categories: ['dress', 'coat'], priceBands: ['LOW'] }, of('n1'), of('s3')],
    [{ from: '2026-01-05', to: '2026-01-06', categories: ['dress'] }, of('n1'), of('n2', 's3')],
    [{ from: '2026-01-06' }, 0, 0],
    [{ storeIds: [] }, 0, 0],
  ])('are those of %j alone, in every part of the report', async (input, ai, human) => {
    const report = await cut({ input });

    expect(arms(report.allTotals)).toEqual([ai, human]);
    const ofTrend = report.trend.map(arms);
    expect(ofTrend).toEqual(ai + human === 0 ? [] : [[ai, human]]);
    const added = slices(report).reduce(
      ([a, h]: number[], [, ofAi, ofHuman]: number[]) => [a! + ofAi!, h! + ofHuman!],
      [0, 0],
    );
    expect(added).toEqual([ai, human]);
  });

  it('are of the stores that were asked, and of none of another workspace', async () => {
    const storeIds = [held.shop.stores.Nord, held.other.stores.Fremd];

    const report = await cut({ input: { storeIds } });

    expect(arms(report.allTotals)).toEqual([of('n1'), of('n2', 'n3', 'n4')]);
    expect(names([...report.stores, ...report.excluded])).toEqual(['Nord']);
  });

  it.each(['CATEGORY', 'PRICE_BAND', 'MONTH', 'STORE_ATTRIBUTE'])(
    'that a merchant sees, cut by %s, are of their own stores',
    async (by) => {
      const report = await cut({ by, viewer: held.merchant });

      expect(arms(report.allTotals)).toEqual([of('s1'), of('s2', 's3')]);
      expect(report.trend.map(arms)).toEqual([[of('s1'), of('s2', 's3')]]);
      expect(names([...report.stores, ...report.excluded])).toEqual(['Süd']);
      const human = slices(report).reduce((sum: number, slice: number[]) => sum + slice[2]!, 0);
      expect(human).toBe(of('s2', 's3'));
    },
  );

  it('that a merchant asks of the store of another are nothing', async () => {
    const input = { storeIds: [held.shop.stores.Nord] };

    const report = await cut({ input, viewer: held.merchant });

    expect(arms(report.allTotals)).toEqual([0, 0]);
    expect(report).toMatchObject({ stores: [], excluded: [], breakdown: [], placebo: { stores: 0 } });
  });

  it('name a store without events among the excluded', async () => {
    expect(names((await cut()).excluded)).toContain('Leer');
  });
});

it('refuses a store id that is none', async () => {
  const { errors } = await toile.execute(
    CUT,
    { input: { metric: 'CTR', storeIds: ['Nord'] }, by: 'MONTH' },
    ANALYST,
  );

  expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
});

describe('a return rate', () => {
  const RETURNS = `query ($input: LiftInput!) { lift(input: $input) {
    allTotals { ai { numerator denominator } human { numerator denominator } }
    settings { returnWindowDays matureBefore } undatedRows placebo { stores }
    breakdown(by: CATEGORY) { ai { orders returns } }
    trend { ai { orders returns } }
  } }`;
  const shops = {} as { shop: Shop };

  const rates = async (input: object) => {
    const options = { requestedWorkspace: shops.shop.workspaceId };
    const asked = { input: { metric: 'RETURN_RATE', ...input } };
    return (await toile.ask(RETURNS, asked, ANALYST, options)).lift;
  };
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const order = (item: string, orderId: string, days: number) =>
    event(EventKind.ORDER, item, { orderId, occurredAt: daysAgo(days) });
  const back = (item: string, orderId: string, days: number) =>
    event(EventKind.RETURN, item, { orderId, occurredAt: daysAgo(days) });

  beforeAll(async () => {
    shops.shop = await addShop(
      toile.dataSource,
      [
        { key: 'ai', store: 'Nord', ...AI, category: 'dress' },
        { key: 'human', store: 'Nord', category: 'dress' },
      ],
      { timeZone: 'America/New_York' },
    );
    await record(shops.shop.workspaceId, [
      ...[1, 2, 3].map((n) => order('ai', `old${n}`, 60)),
      order('ai', 'young', 10),
      ...[1, 2].map((n) => order('human', `h${n}`, 60)),
    ]);
    await record(shops.shop.workspaceId, [
      back('ai', 'old1', 50),
      back('ai', 'old2', 1), // late, of an old order
      back('ai', 'young', 2),
      back('human', 'h1', 1),
    ]);
  });

  it('counts every order where no window is asked', async () => {
    expect(await rates({})).toMatchObject({
      allTotals: { ai: { numerator: 3, denominator: 4 }, human: { numerator: 1, denominator: 2 } },
      settings: { returnWindowDays: null, matureBefore: null },
    });
  });

  it('counts old enough orders with all their returns, however late these came', async () => {
    const mature = {
      allTotals: { ai: { numerator: 2, denominator: 3 }, human: { numerator: 1, denominator: 2 } },
    };
    for (const returnWindowDays of [12, 30, 58])
      expect(await rates({ returnWindowDays })).toMatchObject({ ...mature, settings: { returnWindowDays } });
    expect(await rates({ returnWindowDays: 365 })).toMatchObject({ allTotals: { ai: { denominator: 0 } } });
    expect(await rates({ returnWindowDays: 8 })).toMatchObject({ allTotals: { ai: { denominator: 4 } } });
  });

  it('is the same in slices and weeks, which are of the order', async () => {
    const { breakdown, trend } = await rates({ returnWindowDays: 30 });

    expect(breakdown).toEqual([{ ai: { orders: 3, returns: 2 } }]);
    expect(trend).toEqual([{ ai: { orders: 3, returns: 2 } }]);
  });

  it('takes totals without a day as old, unless a range is asked', async () => {
    const undated = { itemId: shops.shop.items.ai!, scenario: Scenario.OTHER, day: null };
    const sums = { impressions: 0, clicks: 0, orders: 100, returns: 7, revenueMinor: null, currency: null };
    await toile.dataSource.transaction((manager) =>
      replaceCountsUnchecked(manager, [{ ...undated, ...sums }]),
    );

    expect(await rates({ returnWindowDays: 30 })).toMatchObject({
      allTotals: { ai: { numerator: 9, denominator: 103 } },
      undatedRows: 1,
    });
    expect(await rates({ returnWindowDays: 30, from: '2000-01-01' })).toMatchObject({
      allTotals: { ai: { numerator: 2, denominator: 3 } },
      undatedRows: 0,
    });
  });

  it.each([
    [{ returnWindowDays: -1 }, 'from 0 to 365'],
    [{ returnWindowDays: 366 }, 'from 0 to 365'],
    [{ metric: 'CTR', returnWindowDays: 30 }, 'is about RETURN_RATE'],
  ])('refuses %j with a sentence', async (input, sentence) => {
    const { errors } = await toile.execute(RETURNS, { input: { metric: 'RETURN_RATE', ...input } }, ANALYST);

    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
    expect(errors?.[0]?.message).toContain(sentence);
  });
});
