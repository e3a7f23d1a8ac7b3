import type { MetricValuesFragment } from '../generated/graphql.js';

const value = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const other = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** A metric without a unit lies between 0 and 1 and has three decimals; others have four digits and their unit. */
export const formatMetric = (number: number, unit: string | null): string =>
  (unit === null && Math.abs(number) <= 1
    ? value.format(number)
    : `${other.format(number)}${unit ? ` ${unit}` : ''}`
  ).replace('-', '−');

/** The 95 % interval of a metric, `0.901 to 0.934`; null where it has none. */
export const metricInterval = ({
  lower,
  upper,
  unit,
}: Pick<MetricValuesFragment, 'lower' | 'upper' | 'unit'>): string | null =>
  lower === null || upper === null ? null : `${formatMetric(lower, unit)} to ${formatMetric(upper, unit)}`;
