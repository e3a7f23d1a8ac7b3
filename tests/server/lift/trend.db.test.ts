import { beforeAll, describe, expect, it } from '@jest/globals';
import { Scope, type Viewer } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { TWO_THAT_AGREE } from '../../support/product/lift-worlds.js';

const toile = useToile();

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
      ['2026-01-05', '2026-01-19', 6000],
    ]);
  });

  it('ends cumulatively with the headline, within a range of days too', async () => {
    for (const input of [{}, { from: '2026-01-06', to: '2026-01-14' }]) {
      const { headline, cumulative } = await trendsOf(input);

      expect(cumulative.at(-1)?.estimate).toEqual(headline);
    }
  });
});
