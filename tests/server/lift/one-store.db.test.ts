import { beforeAll, expect, it } from '@jest/globals';
import { Scope, type Viewer } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { UNEQUAL_ITEMS } from '../../support/product/lift-worlds.js';

const toile = useToile();
const held = {} as { viewer: Viewer };

const IMPORT = `mutation ($rows: [CountRowInput!]!) { importCounts(input: { rows: $rows }) { accepted } }`;
const LIFT = `query ($input: LiftInput!) { lift(input: $input) {
  stores { store { id name } lift lower upper degreesOfFreedom varianceFrom reason }
  headline { lower upper stores } equalWeight { lower upper } logRatio { lower upper } randomEffects { lower upper }
  pooledItemVariance { ai human degreesOfFreedomAi degreesOfFreedomHuman }
  allTotals { ai { impressions } }
  breakdown(by: CATEGORY) { label estimate { stores } ai { impressions } }
  trend { startsOn estimate { stores } ai { impressions } }
  cumulative: trend(by: CUMULATIVE) { ai { impressions } }
} }`;

beforeAll(async () => {
  const { id: workspaceId } = await addWorkspace(toile.dataSource);
  const scopes = [Scope.COUNTS_WRITE, Scope.READ];
  held.viewer = { kind: 'key', keyId: workspaceId, name: 'test', workspaceId, scopes };
  const { importCounts } = await toile.ask(IMPORT, { rows: UNEQUAL_ITEMS }, held.viewer);
  expect(importCounts.accepted).toBe(UNEQUAL_ITEMS.length);
});

const ask = async (input: object) =>
  (await toile.ask(LIFT, { input: { metric: 'CTR', ...input } }, held.viewer)).lift;

it('gives a store the same interval by itself as among all stores', async () => {
  const whole = await ask({});
  expect(whole.stores).toHaveLength(4);

  for (const line of whole.stores) {
    for (const id of [line.store.id, line.store.id.toUpperCase()]) {
      const alone = await ask({ storeIds: [id] });

      expect(alone.stores).toEqual([line]);
      expect(alone.pooledItemVariance).toEqual(whole.pooledItemVariance);
      for (const estimand of ['headline', 'equalWeight', 'logRatio', 'randomEffects'])
        expect(alone[estimand]).toMatchObject({ lower: line.lower, upper: line.upper });
    }
  }
});

it('learns from other stores how much items differ, and nothing else', async () => {
  const { stores } = await ask({});
  const nord = stores.find(({ store }: { store: { name: string } }) => store.name === 'Nord');

  const alone = await ask({ storeIds: [nord.store.id] });

  expect(alone.headline.stores).toBe(1);
  expect(alone.allTotals.ai.impressions).toBe(3_000);
  expect(alone.breakdown.map(({ label }: { label: string }) => label)).toEqual(['dress', 'shirt']);
  for (const part of ['breakdown', 'trend']) {
    const impressions = alone[part].map(({ ai }: { ai: { impressions: number } }) => ai.impressions);
    expect(impressions.reduce((sum: number, count: number) => sum + count, 0)).toBe(3_000);
    for (const { estimate } of alone[part]) expect(estimate.stores).toBe(1);
  }
  expect(alone.cumulative.at(-1).ai.impressions).toBe(3_000);
});
