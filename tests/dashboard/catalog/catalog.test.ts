import { expect, it } from '@jest/globals';
import { startingWorkspace } from '../../../dashboard/app/last-workspace.js';
import { toFunnelSteps } from '../../../dashboard/catalog/funnel.js';

it('gives each step of a funnel as a share of the one before, and no share of nothing', () => {
  const steps = toFunnelSteps({
    origin: 'AI_GENERATED',
    impressions: 1000,
    clicks: 50,
    orders: 5,
    ordersWithoutAmount: 0,
    returns: 0,
    revenue: [],
  });

  expect(steps.map(({ rate }) => rate)).toEqual([null, 0.05, 0.1, 0]);
  const empty = { impressions: 0, clicks: 0, orders: 0, ordersWithoutAmount: 0, returns: 0, revenue: [] };
  expect(toFunnelSteps({ ...empty, origin: 'AI_GENERATED' }).map(({ rate }) => rate)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it('begins in the workspace seen last, else in a real one', () => {
  const demo = { slug: 'demo', simulated: true };
  const main = { slug: 'main', simulated: false };

  expect(startingWorkspace([demo, main], 'demo')).toBe(demo);
  expect(startingWorkspace([demo, main], 'gone')).toBe(main);
  expect(startingWorkspace([demo], null)).toBe(demo);
});
