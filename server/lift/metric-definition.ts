import { LiftMetric } from './lift-metric.js';

/** Columns of the event totals that a metric is made of. */
export type Measure = 'impressions' | 'clicks' | 'orders' | 'returns' | 'revenue_minor';

/** How a metric is computed from totals. */
export interface MetricDefinition {
  readonly numerator: Measure;
  readonly denominator: Measure;
  /** The scenario the metric is about; null: all of them unless one is asked. */
  readonly scenario: 'SEARCH' | 'RECOMMENDATION' | null;
  /** What numerator and denominator are called in a sentence. */
  readonly words: { readonly numerator: string; readonly denominator: string };
}

const CLICKS_OF_IMPRESSIONS = {
  numerator: 'clicks',
  denominator: 'impressions',
  words: { numerator: 'clicks', denominator: 'impressions' },
} as const;

export const METRICS: Readonly<Record<LiftMetric, MetricDefinition>> = {
  [LiftMetric.SEARCH_CTR]: { ...CLICKS_OF_IMPRESSIONS, scenario: 'SEARCH' },
  [LiftMetric.RECOMMENDATION_CTR]: { ...CLICKS_OF_IMPRESSIONS, scenario: 'RECOMMENDATION' },
  [LiftMetric.CTR]: { ...CLICKS_OF_IMPRESSIONS, scenario: null },
  [LiftMetric.CONVERSION_RATE]: {
    numerator: 'orders',
    denominator: 'clicks',
    scenario: null,
    words: { numerator: 'orders', denominator: 'clicks' },
  },
  [LiftMetric.RETURN_RATE]: {
    numerator: 'returns',
    denominator: 'orders',
    scenario: null,
    words: { numerator: 'returns', denominator: 'orders' },
  },
  [LiftMetric.REVENUE_PER_IMPRESSION]: {
    numerator: 'revenue_minor',
    denominator: 'impressions',
    scenario: null,
    words: { numerator: 'revenue', denominator: 'impressions' },
  },
};
