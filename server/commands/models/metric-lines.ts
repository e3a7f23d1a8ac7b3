/** A measured number, with its 95 % interval where it is an estimate. */
export interface ShownMetric {
  readonly name: string;
  readonly value: number;
  readonly lower?: number | null;
  readonly upper?: number | null;
  /** Number of groups or images that it is measured on. */
  readonly count?: number | null;
}

/** After the point; intervals are far wider than the last of them. */
const DIGITS = 4;

/** A line a metric: its name, the number, the interval and how many it is of, one below the other. */
export function metricLines(metrics: readonly ShownMetric[]): string {
  const width = Math.max(0, ...metrics.map(({ name }) => name.length));
  return metrics.map((metric) => `${metric.name.padEnd(width)}  ${numberOf(metric)}\n`).join('');
}

function numberOf({ value, lower, upper, count }: ShownMetric): string {
  const interval =
    lower == null || upper == null ? '' : `  [${lower.toFixed(DIGITS)}, ${upper.toFixed(DIGITS)}]`;
  return `${value.toFixed(DIGITS)}${interval}${count == null ? '' : `  n = ${count}`}`;
}
