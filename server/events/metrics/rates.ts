import { Scenario } from '../../catalog/index.js';

/** What happens to items, as the totals count it. */
export const COUNTS = ['impressions', 'clicks', 'orders', 'returns'] as const;
export type Count = (typeof COUNTS)[number];

/** A column of the totals: a count, or the amounts of the orders in minor units of their currency. */
export type Measure = Count | 'revenue_minor';

/** A metric that is one measure of the totals over a count. */
export interface Rate {
  readonly numerator: Measure;
  readonly denominator: Count;
  /** The scenario it is about; null: all of them unless one is asked. */
  readonly scenario: Scenario | null;
  readonly description: string;
}

/** Every rate, each with the one place that defines it: SQL, reports, the API and its descriptions read it here. */
export const RATES = {
  SEARCH_CTR: {
    numerator: 'clicks',
    denominator: 'impressions',
    scenario: Scenario.SEARCH,
    description: 'Clicks per impression in search',
  },
  RECOMMENDATION_CTR: {
    numerator: 'clicks',
    denominator: 'impressions',
    scenario: Scenario.RECOMMENDATION,
    description: 'Clicks per impression in recommendation',
  },
  CTR: {
    numerator: 'clicks',
    denominator: 'impressions',
    scenario: null,
    description: 'Clicks per impression',
  },
  CONVERSION_RATE: {
    numerator: 'orders',
    denominator: 'clicks',
    scenario: null,
    description: 'Orders per click',
  },
  RETURN_RATE: {
    numerator: 'returns',
    denominator: 'orders',
    scenario: null,
    description: 'Returns per order, by the day of the order; lower is better',
  },
  REVENUE_PER_IMPRESSION: {
    numerator: 'revenue_minor',
    denominator: 'impressions',
    scenario: null,
    description: 'Revenue, in minor units of the currency, per impression',
  },
} as const satisfies Readonly<Record<string, Rate>>;

export type RateName = keyof typeof RATES;

/** An amount of money, whose squares its variance needs; any other rate counts something. */
export const isOfMoney = ({ numerator }: Rate): boolean => numerator === 'revenue_minor';

/** Orders may still come back, so that the rate of young ones looks low. */
export const isOfReturns = ({ numerator }: Rate): boolean => numerator === 'returns';

/** What a measure is called in a sentence, in the plural. */
export const measureWord = (measure: Measure): string => (measure === 'revenue_minor' ? 'revenue' : measure);
