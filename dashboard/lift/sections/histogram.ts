import { bin } from 'd3-array';
import { formatLift } from '../../format/numbers.js';
import { niceScale } from '../../ui/chart/scale.js';

export interface HistogramBin {
  /** Lower and upper edge, fractions; a lift on the lower edge belongs to the bin. */
  readonly from: number;
  readonly to: number;
  readonly stores: number;
}

const TARGET_BINS = 16;

/**
 * Stores counted by their lift, in bins of one round width that start at a multiple of it, so that zero
 * is always an edge and no bin mixes better with worse.
 */
export function liftHistogram(lifts: readonly (number | null)[]): HistogramBin[] {
  const values = lifts.filter((lift) => lift !== null);
  if (values.length === 0) return [];
  const { min, max, ticks } = niceScale(Math.min(...values), Math.max(...values), TARGET_BINS);
  const width = (max - min) / (ticks.length - 1);
  const toBins = bin()
    .domain([min, max + width]) // the last edge begins a bin, too
    .thresholds([...ticks]);
  const bins = toBins(values).map(({ x0 = min, x1 = max, length }) => ({ from: x0, to: x1, stores: length }));
  const isFilled = ({ stores }: HistogramBin) => stores > 0;
  return bins.slice(bins.findIndex(isFilled), bins.findLastIndex(isFilled) + 1);
}

export const binWords = ({ from, to }: HistogramBin): string => `${formatLift(from)} to ${formatLift(to)}`;
