import { beforeAll, describe, expect, it } from '@jest/globals';
import { Scope, type Viewer } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { TWO_THAT_AGREE } from '../../support/product/lift-worlds.js';

const toile = useToile();

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

const IMPORT = `mutation ($rows: [CountRowInput!]!) { importCounts(input: { rows: $rows }) { accepted } }`;
const PERIOD = 'startsOn endsOn estimate { value lower upper } ai { denominator } human { denominator }';
const TRENDS = `query ($input: LiftInput!) { lift(input: $input) {
  headline { value lower upper } days: trend(by: DAY) { ${PERIOD} } weeks: trend { ${PERIOD} }
  cumulative: trend(by: CUMULATIVE) { ${PERIOD} }
} }`;

interface Period {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly estimate: object;
  readonly ai: { readonly denominator: number };
}
type Trends = Readonly<Record<'days' | 'weeks' | 'cumulative', readonly Period[]>>;

/** Days and impressions of AI items of each period. */
const summary = (periods: readonly Period[]) =>
  periods.map(({ startsOn, endsOn, ai }) => [startsOn, endsOn, ai.denominator]);

describe('a trend', () => {
  const held = {} as { viewer: Viewer };
  beforeAll(async () => {
    const { id: workspaceId } = await addWorkspace(toile.dataSource);
    const scopes = [Scope.COUNTS_WRITE, Scope.READ];
    held.viewer = { kind: 'key', keyId: workspaceId, name: 'test', workspaceId, scopes };
    await toile.ask(IMPORT, { rows: TWO_THAT_AGREE }, held.viewer);
  });

  const trendsOf = async (input: object = {}): Promise<Trends & { headline: object }> =>
    (await toile.ask(TRENDS, { input: { metric: 'CTR', ...input } }, held.viewer)).lift;

  it('is by day, by week, and from the first day to the end of each week', async () => {
    const { days, weeks, cumulative } = await trendsOf();

    expect(summary(days)).toEqual([
      ['2026-01-05', '2026-01-06', 2000],
      ['2026-01-06', '2026-01-07', 2000],
      ['2026-01-13', '2026-01-14', 2000],
    ]);
    expect(summary(weeks)).toEqual([
      ['2026-01-05', '2026-01-12', 4000],
      ['2026-01-12', '2026-01-19', 2000],
    ]);
    expect(summary(cumulative)).toEqual([
      ['2026-01-05', '2026-01-12', 4000],
      ['2026-01-05', '2026-01-14', 6000],
    ]);
  });

  it('ends cumulatively with the headline, within a range of days too', async () => {
    for (const input of [{}, { from: '2026-01-06', to: '2026-01-14' }]) {
      const { headline, cumulative } = await trendsOf(input);

      expect(cumulative.at(-1)?.estimate).toEqual(headline);
    }
  });
});

describe('a cumulative trend over many weeks', () => {
  const WEEKS = 30;
  const held = {} as { viewer: Viewer };
  beforeAll(async () => {
    const { id: workspaceId } = await addWorkspace(toile.dataSource);
    const scopes = [Scope.COUNTS_WRITE, Scope.READ];
    held.viewer = { kind: 'key', keyId: workspaceId, name: 'test', workspaceId, scopes };
    const rows = Array.from({ length: 8 * WEEKS }, (_, n) => ({
      ...{ store: `Store ${n % 2}`, item: `Item ${n % 8}`, origin: ORIGINS[(n >> 1) % 2]! },
      ...{ category: n % 8 < 4 ? 'dress' : 'coat', scenario: 'SEARCH' },
      day: new Date(Date.UTC(2025, 0, 7) + Math.floor(n / 8) * WEEK_MS + (n % 3) * DAY_MS)
        .toISOString()
        .slice(0, 10),
      ...{ impressions: 1000 + n, clicks: 40 + (n % 30), orders: 20, returns: n % 3 },
    }));
    await toile.ask(IMPORT, { rows: [...rows, { ...rows[0], day: undefined }] }, held.viewer);
  });

  const ORIGINS = ['AI_GENERATED', 'HUMAN_DESIGNED'];
  const PARTS = 'value lower upper pValue';
  const CUMULATIVE = `query ($input: LiftInput!) { lift(input: $input) {
    settings { matureBefore } trend(by: CUMULATIVE) {
      startsOn endsOn estimate { ${PARTS} } ai { impressions } human { impressions }
    }
  } }`;
  const SAME = `query ($input: LiftInput!) { lift(input: $input) {
    headline { ${PARTS} } allTotals { ai { impressions } human { impressions } }
  } }`;

  it.each([
    [{ metric: 'CTR' }, 12, '2025-01-06', '2025-08-01'],
    [{ metric: 'CTR', categories: ['coat'] }, 12, '2025-01-06', '2025-08-01'],
    [{ metric: 'CTR', from: '2025-01-09', to: '2025-03-13' }, 10, '2025-01-09', '2025-03-13'],
    [{ metric: 'CTR', from: '2025-02-01', to: '2030-01-01' }, 12, '2025-02-01', '2025-08-01'],
    [{ metric: 'RETURN_RATE', returnWindowDays: 30 }, 12, '2025-01-06', '2025-08-01'],
  ])(
    'has few points, each the report of its days, to the last day with events: %j',
    async (input, count, from, to) => {
      const { trend } = (await toile.ask(CUMULATIVE, { input }, held.viewer)).lift;

      expect(trend).toHaveLength(count);
      expect([trend[0].startsOn, trend.at(-1).endsOn]).toEqual([from, to]);
      for (const { startsOn, endsOn, estimate, ai, human } of trend) {
        const days = { ...input, from: startsOn, to: endsOn };
        const { headline, allTotals } = (await toile.ask(SAME, { input: days }, held.viewer)).lift;
        expect({ headline, allTotals }).toEqual({ headline: estimate, allTotals: { ai, human } });
      }
    },
  );

  it('ends before the orders that are too young for a return window', async () => {
    const day = (age: number) => new Date(Date.now() - age * DAY_MS).toISOString().slice(0, 10);
    const order = { store: 'Store 0', item: 'Item 0', origin: ORIGINS[0], scenario: 'SEARCH', orders: 5 };
    const rows = [40, 29, 1].map((age) => ({
      ...order,
      ...{ day: day(age), impressions: 100, clicks: 9, returns: 0 },
    }));
    await toile.ask(IMPORT, { rows }, held.viewer);

    const input = { metric: 'RETURN_RATE', returnWindowDays: 30 };
    const { trend, settings } = (await toile.ask(CUMULATIVE, { input }, held.viewer)).lift;

    expect(trend.at(-1).endsOn).toBe(day(39));
    expect(trend.at(-1).endsOn < settings.matureBefore).toBe(true);
  });
});
