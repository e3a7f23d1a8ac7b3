import type { LiftReportData } from '../../../dashboard/lift/lift-report-data.js';

const arm = (rate: number) => ({
  __typename: 'ArmTotals' as const,
  numerator: rate * 1000,
  denominator: 1000,
  rate,
  currency: null,
});

const noTraffic = {
  ...arm(0),
  denominator: 0,
  rate: null,
  orders: 0,
  ordersWithoutAmount: 0,
  revenueMinor: 0,
};

const nothing = {
  __typename: 'LiftEstimate' as const,
  value: null,
  lower: null,
  upper: null,
  standardError: null,
  withinStandardError: null,
  halfWidthFrom: null,
  pValue: null,
  stores: 0,
  reason: 'No store has traffic in both arms',
  caveat: 'When this estimand misleads',
  warnings: [],
};

const noRatio = { ...nothing, __typename: 'RateRatioEstimate' as const, effectiveStores: null };

const prediction = {
  __typename: 'RandomEffectsEstimate' as const,
  tau2: null,
  iSquared: null,
  q: null,
  qPValue: null,
  predictionLower: null,
  predictionUpper: null,
  predictionReason: null,
};

const placebo = {
  standardDeviation: null,
  lower: null,
  upper: null,
  shareBeyond: null,
  splits: 200,
  stores: 0,
  warning: null,
  reason: 'No store has two human-designed items',
};

/** A report of a workspace without any store that could be compared. */
export const emptyReport: LiftReportData = {
  metric: 'SEARCH_CTR',
  verdict: 'NOT_COMPUTED',
  headlineEstimand: 'EQUAL_WEIGHT',
  headlineNotice: null,
  claim: 'No store has traffic in both arms',
  qualifications: [],
  headline: { ...nothing, excluded: [] },
  averageRates: noRatio,
  equalWeight: nothing,
  logRatio: nothing,
  biasCorrected: nothing,
  trafficWeighted: noRatio,
  randomEffects: { ...nothing, ...prediction },
  pooledItemVariance: { degreesOfFreedomAi: 0, degreesOfFreedomHuman: 0 },
  stores: [],
  excluded: [],
  placebo,
  trend: [],
  totals: {
    stores: 0,
    pooledLift: null,
    pooledLiftWarning: 'It mixes stores',
    ai: noTraffic,
    human: noTraffic,
  },
  allTotals: { ai: noTraffic, human: noTraffic },
  design: 'OBSERVATIONAL',
  simulated: false,
  currencies: [],
  undatedRows: 0,
  completeUntil: '2026-01-31T12:00:00Z',
  settings: { minimumTraffic: 0, confidence: 0.95, timeZone: 'UTC', scenario: null, from: null, to: null },
};

/** One store of a report, its lift with an interval of ten points on either side. */
export const storeLift = (name: string, lift: number): LiftReportData['stores'][number] => ({
  store: { id: name, name, attributes: [] },
  lift,
  lower: lift - 0.1,
  upper: lift + 0.1,
  varianceFrom: 'POOLED_ITEMS',
  reason: null,
  warnings: [],
  ai: arm(0.05 * (1 + lift)),
  human: arm(0.05),
});
