import { formatRateOfMoney } from '../format/money.js';
import { formatRate } from '../format/numbers.js';
import type { LiftMetric } from '../generated/graphql.js';

/** How a metric is spoken of and written. */
export interface Metric {
  readonly name: string;
  /** What one unit of its rate is. */
  readonly definition: string;
  /** Its amounts add up within one currency only. */
  readonly isMoney?: true;
  /** Of every other metric, more is better. */
  readonly lowerIsBetter?: true;
  /** The one scenario it is about. */
  readonly scenario?: string;
  readonly caveat?: { readonly title: string; readonly text: string };
  /** @param currency of a rate of money */
  readonly formatRate: (rate: number | null, currency: string | null) => string;
}

export const METRICS: Readonly<Record<LiftMetric, Metric>> = {
  SEARCH_CTR: {
    name: 'Search CTR',
    definition: 'clicks per impression in search results',
    scenario: 'search',
    formatRate,
  },
  RECOMMENDATION_CTR: {
    name: 'Recommendation CTR',
    definition: 'clicks per impression in recommendations',
    scenario: 'recommendation',
    formatRate,
  },
  CTR: {
    name: 'CTR, all scenarios',
    definition: 'clicks per impression, wherever the item was shown',
    formatRate,
  },
  CONVERSION_RATE: {
    name: 'Conversion rate',
    definition: 'orders per click',
    formatRate,
  },
  RETURN_RATE: {
    name: 'Return rate',
    definition: 'returns per order; lower is better',
    lowerIsBetter: true,
    caveat: {
      title: 'Recent orders may still come back.',
      text: 'Choose a period that ended before your return window began, so that every order in it has had its time.',
    },
    formatRate,
  },
  REVENUE_PER_IMPRESSION: {
    name: 'Revenue per impression',
    definition: 'revenue per impression, in one currency',
    isMoney: true,
    formatRate: formatRateOfMoney,
  },
};

/** Whether a lift means that AI items do better: a lower return rate does. */
export const isBetterLift = (metric: LiftMetric, lift: number): boolean =>
  METRICS[metric].lowerIsBetter ? lift < 0 : lift > 0;

export const METRIC_NAMES = Object.fromEntries(
  Object.entries(METRICS).map(([metric, { name }]) => [metric, name]),
) as Readonly<Record<LiftMetric, string>>;

/** The answers people come for, each with a card of its own. */
export const HEADLINE_METRICS = ['SEARCH_CTR', 'RECOMMENDATION_CTR', 'CONVERSION_RATE'] as const;

const isHeadline = (metric: LiftMetric) => HEADLINE_METRICS.some((headline) => headline === metric);

export const MORE_METRICS = (Object.keys(METRICS) as LiftMetric[]).filter((metric) => !isHeadline(metric));

/** A metric that is about one scenario by name takes no other. */
export const takesScenario = (metric: LiftMetric): boolean => METRICS[metric].scenario === undefined;
