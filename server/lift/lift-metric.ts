import { registerEnumType } from 'type-graphql';

export enum LiftMetric {
  SEARCH_CTR = 'SEARCH_CTR',
  RECOMMENDATION_CTR = 'RECOMMENDATION_CTR',
  CTR = 'CTR',
  CONVERSION_RATE = 'CONVERSION_RATE',
  RETURN_RATE = 'RETURN_RATE',
  REVENUE_PER_IMPRESSION = 'REVENUE_PER_IMPRESSION',
}

registerEnumType(LiftMetric, {
  name: 'LiftMetric',
  description: 'A rate that is compared between AI-generated and human-designed items of the same store',
  valuesConfig: {
    SEARCH_CTR: { description: 'Clicks per impression in search' },
    RECOMMENDATION_CTR: { description: 'Clicks per impression in recommendation' },
    CTR: { description: 'Clicks per impression' },
    CONVERSION_RATE: { description: 'Orders per click' },
    RETURN_RATE: {
      description: 'Returns per order, by the day of the order; lower is better. See `returnWindowDays`',
    },
    REVENUE_PER_IMPRESSION: { description: 'Revenue, in minor units of the currency, per impression' },
  },
});
