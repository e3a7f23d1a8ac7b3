import { expect } from '@jest/globals';
import { DEMO_TRUTH } from '../../../server/demo/index.js';
import type { useToile } from '../../support/product/execute.js';
import { ANALYST } from '../../support/product/viewers.js';

const REPORTS = `query {
  search: lift(input: { metric: SEARCH_CTR }) { ...answer }
  recommendation: lift(input: { metric: RECOMMENDATION_CTR }) { ...answer }
  conversion: lift(input: { metric: CONVERSION_RATE }) { ...answer } }
fragment answer on LiftReport { simulated headline { value lower upper stores } }`;

/** Expects that the reports of the loaded demo hold its truth, on so many stores and within intervals so narrow. */
export async function expectTrueLifts(
  toile: ReturnType<typeof useToile>,
  least: { readonly stores: number; readonly width: number },
): Promise<void> {
  const { search, recommendation, conversion } = await toile.ask(REPORTS, {}, ANALYST, {
    requestedWorkspace: 'demo',
  });
  const truths = [
    [search, DEMO_TRUTH.searchCtr],
    [recommendation, DEMO_TRUTH.recommendationCtr],
    [conversion, DEMO_TRUTH.conversion],
  ] as const;
  for (const [report, truth] of truths) {
    expect(report.simulated).toBe(true);
    expect(report.headline.lower).toBeLessThan(truth);
    expect(report.headline.upper).toBeGreaterThan(truth);
    expect(report.headline.stores).toBeGreaterThanOrEqual(least.stores);
    expect(report.headline.upper - report.headline.lower).toBeLessThan(least.width);
  }
}
