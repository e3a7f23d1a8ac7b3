import { formatConfidence, formatLift, formatLiftTick } from '../format/numbers.js';
import type { LiftMetric } from '../generated/graphql.js';
import type { IntervalColumn, IntervalTableProps } from '../ui/chart/IntervalTable.js';
import { METRICS } from './metrics.js';

type ValueProps = Pick<IntervalTableProps<never>, 'valueHeader' | 'format' | 'formatTick'>;

/** What a table of intervals estimates where it is a lift. */
export const LIFT_VALUE: ValueProps = {
  valueHeader: 'Lift',
  format: formatLift,
  formatTick: formatLiftTick,
};

interface WithRate {
  readonly rate: number | null;
  readonly currency: string | null;
}

/** What both arms are compared by. */
export function rateColumns(
  metric: LiftMetric,
): IntervalColumn<{ readonly ai: WithRate; readonly human: WithRate }>[] {
  const { formatRate } = METRICS[metric];
  return [
    { header: 'AI rate', cell: ({ ai }) => formatRate(ai.rate, ai.currency) },
    { header: 'Human rate', cell: ({ human }) => formatRate(human.rate, human.currency) },
  ];
}

/** How sure the intervals of a report are: `95% interval`. */
export const confidenceWords = ({ confidence }: { readonly confidence: number }): string =>
  `${formatConfidence(confidence)} interval`;
