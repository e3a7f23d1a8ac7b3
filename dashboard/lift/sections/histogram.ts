import { niceScale } from '../../ui/chart/scale.js';

export interface HistogramBin {
  /** Lower and upper edge, fractions; a lift on the lower edge belongs to the bin. */
  readonly from: number;
  readonly to: number;
  readonly stores: number;
}

const TARGET_BINS = 24;
const NICE_WIDTHS = [0.01, 0.02, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10];
const EDGE_SLACK = 1e-9;

/**
 * Stores counted by their lift, in bins of one round width that start at a multiple of it, so that zero
 * is always an edge and no bin mixes better with worse.
 */
export function liftHistogram(lifts: readonly (number | null)[]): HistogramBin[] {
  const values = lifts.filter((lift) => lift !== null);
  if (values.length === 0) return [];
  const { min, max } = niceScale(Math.min(...values), Math.max(...values));
  const width = NICE_WIDTHS.find((candidate) => (max - min) / candidate <= TARGET_BINS) ?? (max - min) / 10;
  const first = Math.floor(Math.min(...values) / width + EDGE_SLACK);
  const last = Math.floor(Math.max(...values) / width + EDGE_SLACK);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const value of values) counts[Math.floor(value / width + EDGE_SLACK) - first]! += 1;
  return counts.map((stores, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    stores,
  }));
}
