import type { MetricValuesFragment } from '../generated/graphql.js';

const value = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const difference = new Intl.NumberFormat('en', {
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
  signDisplay: 'exceptZero',
});
const other = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** A metric without a unit lies between 0 and 1 and has three decimals; others have four digits and their unit. */
export const formatMetric = (number: number, unit: string | null): string =>
  (unit === null && Math.abs(number) <= 1
    ? value.format(number)
    : `${other.format(number)}${unit ? ` ${unit}` : ''}`
  ).replace('-', '−');

/** How models call what personalisation adds: the measure with it, less the measure without. */
const DIFFERENCE = /, personalised less not$/;

/** Rankings, and what personalising adds to them: more of it is better. */
export const isQuality = (name: string): boolean =>
  /^(GAUC|MAP|Share of the oracle's headroom)\b/.test(name) || DIFFERENCE.test(name);

/** The name of a metric as people read it. */
export const metricName = (name: string): string => name.replace(DIFFERENCE, ' gained by personalising');

/** Of a metric, one of its numbers; a difference shows its sign. */
function numberOf({ name, unit }: Pick<MetricValuesFragment, 'name' | 'unit'>, number: number): string {
  return DIFFERENCE.test(name) && unit === null
    ? difference.format(number).replace('-', '−')
    : formatMetric(number, unit);
}

type Valued = Pick<MetricValuesFragment, 'name' | 'value' | 'unit'>;

export const metricValue = (metric: Valued): string => numberOf(metric, metric.value);

type Bounded = Pick<MetricValuesFragment, 'name' | 'lower' | 'upper' | 'unit'>;

/** The 95 % interval of a metric, `0.901 to 0.934`; null where it has none. */
export const metricInterval = (metric: Bounded): string | null =>
  metric.lower === null || metric.upper === null
    ? null
    : `${numberOf(metric, metric.lower)} to ${numberOf(metric, metric.upper)}`;
