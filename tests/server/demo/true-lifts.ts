import { expect } from '@jest/globals';
import { DEMO_TRUTH } from '../../../server/demo/index.js';
import type { useToile } from '../../support/product/execute.js';
import { ANALYST } from '../../support/product/viewers.js';

const REPORTS = `query {
  searchCtr: lift(input: { metric: SEARCH_CTR }) { ...answer }
  recommendationCtr: lift(input: { metric: RECOMMENDATION_CTR }) { ...answer }
  conversion: lift(input: { metric: CONVERSION_RATE }) { ...answer } }
fragment answer on LiftReport { simulated headline { value lower upper stores } }`;

interface World {
  /** How many stores have traffic enough to compare, by metric: exact, for the same seed gives the same world. */
  readonly stores: Readonly<Record<keyof typeof DEMO_TRUTH, number>>;
  /** Wider than every interval of a world of this size. */
  readonly width: number;
}

/** Expects that the reports of the loaded demo hold its truth, on these stores and within intervals so narrow. */
export async function expectTrueLifts(toile: ReturnType<typeof useToile>, world: World): Promise<void> {
  const reports = await toile.ask(REPORTS, {}, ANALYST, { requestedWorkspace: 'demo' });
  for (const metric of ['searchCtr', 'recommendationCtr', 'conversion'] as const) {
    const { simulated, headline } = reports[metric];
    expect(simulated).toBe(true);
    expect(headline.lower).toBeLessThan(DEMO_TRUTH[metric]);
    expect(headline.upper).toBeGreaterThan(DEMO_TRUTH[metric]);
    expect(headline.stores).toBe(world.stores[metric]);
    expect(headline.upper - headline.lower).toBeLessThan(world.width);
  }
}
