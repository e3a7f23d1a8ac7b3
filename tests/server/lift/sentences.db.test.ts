import { expect, it } from '@jest/globals';
import { Estimand } from '../../../server/catalog/index.js';
import { Scope, type Viewer } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import {
  BIASED_PLACEBO,
  FEWER_RETURNS,
  MANY_EXCLUDED,
  ONE_ITEM_EACH,
  ONE_STORE,
  SIX_CURRENCIES,
  TWO_THAT_AGREE,
  type WorldRow,
} from '../../support/product/lift-worlds.js';

const toile = useToile();

const IMPORT = `mutation ($rows: [CountRowInput!]!) { importCounts(input: { rows: $rows }) { accepted } }`;
const LIFT = `query ($input: LiftInput!) { lift(input: $input) {
  sentence claim qualifications verdict currencies
  headline { value stores halfWidthFrom caveat excluded { reason } }
  randomEffects { qPValue }
  totals { stores pooledLift pooledLiftWarning ai { rate revenueMinor denominator } human { rate revenueMinor denominator } }
  allTotals { ai { rate revenueMinor denominator } human { rate revenueMinor denominator } }
  stores { lower varianceFrom verdict reason ai { rate currency } human { rate currency } }
  excluded { reason }
  placebo { lower upper warning }
} }`;

/** The report about a world, in a workspace of its own. */
async function reportOf(
  rows: readonly WorldRow[],
  metric: string,
  headlineEstimand = Estimand.AVERAGE_RATES,
) {
  const { id: workspaceId } = await addWorkspace(toile.dataSource, { headlineEstimand });
  const scopes = [Scope.COUNTS_WRITE, Scope.READ];
  const viewer: Viewer = { kind: 'key', keyId: workspaceId, name: 'test', workspaceId, scopes };
  const { importCounts } = await toile.ask(IMPORT, { rows }, viewer);
  expect(importCounts.accepted).toBe(rows.length);
  return (await toile.ask(LIFT, { input: { metric } }, viewer)).lift;
}

it('says of a lower return rate that AI items do better', async () => {
  const report = await reportOf(FEWER_RETURNS, 'RETURN_RATE');

  expect(report.verdict).toBe('LOWER');
  expect(report.claim).toMatch(
    /^Across 6 stores, AI items' average return rate was 4\d\.\d% lower than human-/,
  );
  expect(report.claim).toContain('Lower is better: AI items do better.');
  expect(report.sentence).toBe([report.claim, ...report.qualifications].join(' '));
});

it('adds up no revenue over six currencies, and says why', async () => {
  const report = await reportOf(SIX_CURRENCIES, 'REVENUE_PER_IMPRESSION');

  expect(report.sentence).toBe(
    'Revenue in AUD, CHF, EUR, GBP, JPY, USD cannot be added up or averaged: choose stores of one currency.',
  );
  for (const { ai, human } of [report.totals, report.allTotals])
    expect([ai.rate, human.rate, ai.revenueMinor, human.revenueMinor]).toEqual([null, null, null, null]);
  expect(report.totals.pooledLift).toBeNull();
  expect(new Set(report.stores.map(({ ai }: { ai: { currency: string } }) => ai.currency)).size).toBe(6);
});

it('calls the interval of one store its own', async () => {
  const report = await reportOf(ONE_STORE, 'CTR');

  expect(report.claim).toMatch(/^In one store, AI items' average click-through rate was 89\.\d% higher/);
  expect(report.claim).toMatch(
    /One store: this is the store's own interval and says nothing about other stores\.$/,
  );
});

it('judges no store by an interval from counts alone, but all of them together', async () => {
  const report = await reportOf(ONE_ITEM_EACH, 'CTR');

  expect(report.stores).toHaveLength(6);
  for (const line of report.stores) {
    expect(line).toMatchObject({ varianceFrom: 'COUNTS', verdict: 'NOT_COMPUTED' });
    expect(line.lower).toBeGreaterThan(0);
    expect(line.reason).toMatch(/^No verdict: how much items differ is unknown until a store has two/);
  }
  expect(report.verdict).toBe('HIGHER');
});

it('takes two stores that happen to agree for no more certain than the noise inside them', async () => {
  const report = await reportOf(TWO_THAT_AGREE, 'CTR');

  expect(report.verdict).toBe('INCONCLUSIVE');
  expect(report.claim).toMatch(
    /^Across 2 stores, .* was 23\.3% higher .* includes zero: no clear difference\./,
  );
  expect(report.headline.halfWidthFrom).toBe('WITHIN_STORES');
  expect(report.randomEffects.qPValue ?? 1).toBeGreaterThan(0.5);
  expect(report.qualifications).toContainEqual('Only 2 stores carry this answer.');
});

it('adds up the stores of the headline only, of 970 stores', async () => {
  const report = await reportOf(MANY_EXCLUDED, 'CTR');

  expect(report.claim).toMatch(/^Across 20 stores, /);
  expect(report.totals).toMatchObject({
    stores: 20,
    ai: { denominator: 32_000 },
    human: { denominator: 32_000 },
  });
  expect(report.totals.pooledLiftWarning).toMatch(/^The ratio of pooled sums mixes stores/);
  expect(report.allTotals.human.denominator).toBe(982_000);
  expect(report.excluded).toHaveLength(958);
  expect(report.headline.excluded).toHaveLength(950);
});

it('says with the answer that the placebo excludes zero', async () => {
  const report = await reportOf(BIASED_PLACEBO, 'CTR', Estimand.EQUAL_WEIGHT);

  expect(report.placebo.lower).toBeGreaterThan(0);
  expect(report.qualifications[0]).toBe(report.placebo.warning);
  expect(report.sentence).toMatch(
    /The placebo excludes zero \(\+.* human-designed items compared with each other/,
  );
});
