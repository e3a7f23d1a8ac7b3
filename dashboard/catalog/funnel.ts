import type { FunnelCountsFragment } from '../generated/graphql.js';

export interface FunnelStep {
  readonly label: string;
  readonly count: number;
  /** Share of the step before, fraction; null for the first step and where that step is empty. */
  readonly rate: number | null;
  readonly rateName: string;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** From impression to return, each step with its rate. */
export const toFunnelSteps = (funnel: FunnelCountsFragment): FunnelStep[] => [
  { label: 'Impressions', count: funnel.impressions, rate: null, rateName: '' },
  {
    label: 'Clicks',
    count: funnel.clicks,
    rate: share(funnel.clicks, funnel.impressions),
    rateName: 'click-through rate',
  },
  {
    label: 'Orders',
    count: funnel.orders,
    rate: share(funnel.orders, funnel.clicks),
    rateName: 'conversion rate',
  },
  {
    label: 'Returns',
    count: funnel.returns,
    rate: share(funnel.returns, funnel.orders),
    rateName: 'return rate',
  },
];
