import { registerEnumType } from 'type-graphql';
import { isOfReturns, RATES, type Rate, type RateName } from '../events/index.js';

/** Every rate there is can be compared. */
export type LiftMetric = RateName;

const rates = Object.entries(RATES) as [LiftMetric, Rate][];

/** The enum of the API. */
export const LiftMetric = Object.fromEntries(rates.map(([name]) => [name, name])) as Readonly<
  Record<LiftMetric, LiftMetric>
>;

registerEnumType(LiftMetric, {
  name: 'LiftMetric',
  description: 'A rate that is compared between AI-generated and human-designed items of the same store',
  valuesConfig: Object.fromEntries(rates.map(([name, rate]) => [name, { description: descriptionOf(rate) }])),
});

function descriptionOf(rate: Rate): string {
  return isOfReturns(rate) ? `${rate.description}. See \`returnWindowDays\`` : rate.description;
}

/** The metrics of one kind, in words. */
export const metricsThat = (isMeant: (rate: Rate) => boolean): string =>
  rates
    .filter(([, rate]) => isMeant(rate))
    .map(([name]) => name)
    .join(' and ');
