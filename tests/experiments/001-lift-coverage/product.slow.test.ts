import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { THOUSAND_STORES } from '../../../experiments/001-lift-coverage/scenarios.js';
import { SEED } from '../../../experiments/001-lift-coverage/settings.js';
import { Scope, type Viewer } from '../../../server/platform/index.js';
import { mersenneTwister } from '../../../server/random/index.js';
import { drawItemCounts, drawStores, storeCounts } from '../../../server/simulation/index.js';
import { sameStoreLift } from '../../../server/statistics/index.js';
import { useToile } from '../../support/product/execute.js';

const toile = useToile();

const ESTIMATE = 'value lower upper standardError withinStandardError stores reason';
const LIFT = `{ lift(input: { metric: SEARCH_CTR }) {
  headlineEstimand verdict
  averageRates { ${ESTIMATE} } trafficWeighted { ${ESTIMATE} } equalWeight { ${ESTIMATE} }
  biasCorrected { ${ESTIMATE} } logRatio { ${ESTIMATE} } randomEffects { ${ESTIMATE} }
} }`;
const SETTINGS = {
  confidence: 0.95,
  minimumDenominator: 0,
  words: { numerator: 'clicks', denominator: 'impressions', counted: 'clicks' },
};

/** A world of the study without any lift, as a table of counts and as the study sees it. */
function drawWorld(seed: number) {
  const draws = mersenneTwister(seed);
  const stores = drawStores(THOUSAND_STORES.population, THOUSAND_STORES.stores, draws);
  const counts = stores.map((store) => drawItemCounts(store, draws));
  const rows = counts.flatMap(({ ai, human }, store) => [
    ...ai.map((item, index) => ({ ...item, origin: 'AI_GENERATED', store, key: `${store}-ai-${index}` })),
    ...human.map((item, index) => ({
      ...item,
      origin: 'HUMAN_DESIGNED',
      store,
      key: `${store}-human-${index}`,
    })),
  ]);
  const csv = [
    'store,item,origin,scenario,impressions,clicks,orders',
    ...rows.map(
      (row) => `s${row.store},${row.key},${row.origin},SEARCH,${row.denominator},${row.numerator},0`,
    ),
  ].join('\n');
  const events = rows.reduce((sum, row) => sum + row.denominator + row.numerator, 0);
  return { csv, rows: rows.length, events, arms: counts.map(storeCounts) };
}

/** An API key that may both import and read, in a workspace of its own. */
async function newWorkspace(): Promise<Viewer> {
  const [{ id }] = await toile.dataSource.query(
    'INSERT INTO workspaces (slug, name) VALUES ($1, $1) RETURNING id',
    [`w-${randomUUID()}`],
  );
  const scopes = [Scope.COUNTS_WRITE, Scope.READ];
  return { kind: 'key', keyId: randomUUID(), name: 'test', workspaceId: id, scopes };
}

it.each([SEED, SEED + 1, SEED + 2])(
  'says of 1,000 stores with 5 to 11 clicks an arm and no lift what the study says, and nothing more (seed %i)',
  async (seed) => {
    const { csv, rows, events, arms } = drawWorld(seed);
    const clicks = arms.flatMap(({ ai, human }) => [ai.numerator, human.numerator]).sort((a, b) => a - b);
    expect(events / 200_000).toBeCloseTo(1, 1);
    expect([clicks[clicks.length / 4], clicks[(3 * clicks.length) / 4]]).toEqual([5, 10]);
    const viewer = await newWorkspace();
    const { importCounts } = await toile.ask(
      'mutation ($csv: String!) { importCounts(input: { csv: $csv }) { accepted rejectedCount } }',
      { csv },
      viewer,
    );
    expect(importCounts).toEqual({ accepted: rows, rejectedCount: 0 });

    const { lift } = await toile.ask(LIFT, {}, viewer);

    const study = sameStoreLift(arms, SETTINGS);
    expect(lift).toMatchObject({ headlineEstimand: 'AVERAGE_RATES', verdict: 'INCONCLUSIVE' });
    for (const estimand of ['averageRates', 'trafficWeighted'] as const) {
      expect(lift[estimand]).toMatchObject({ stores: 1_000, reason: null });
      for (const number of ['value', 'lower', 'upper', 'standardError', 'withinStandardError'] as const)
        expect(lift[estimand][number]).toBeCloseTo(study[estimand][number]!, 9);
      expect(lift[estimand].lower).toBeLessThan(0);
      expect(lift[estimand].upper).toBeGreaterThan(0);
    }
    // Far off, as a mean of ratios of so few clicks is, which is why it gets no interval.
    expect(lift.equalWeight.value).toBeCloseTo(study.equalWeight.value!, 9);
    expect(lift.equalWeight.value).toBeGreaterThan(0.2);
    for (const estimand of ['equalWeight', 'biasCorrected', 'logRatio', 'randomEffects'])
      expect(lift[estimand]).toMatchObject({
        lower: null,
        upper: null,
        reason: expect.stringMatching(/: half of the stores have traffic for fewer than 20 clicks/),
      });
  },
);
