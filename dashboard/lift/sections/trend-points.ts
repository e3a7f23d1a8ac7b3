import { addDays, formatShortDay } from '../../format/dates.js';
import { formatInterval } from '../../format/numbers.js';
import type { LiftTrend } from '../../generated/graphql.js';
import { type Scale, scaleOfEstimates } from '../../ui/chart/scale.js';

export interface Period {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly estimate: {
    readonly value: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly stores: number;
    readonly reason: string | null;
    readonly warnings: readonly string[];
  };
}

export interface TrendPoint {
  /** The day that names the point: the first of its period, or the last if all periods begin at once. */
  readonly day: string;
  readonly label: string;
  readonly lift: number | null;
  readonly interval: readonly [number, number] | null;
  readonly stores: number;
  readonly reason: string | null;
  readonly warnings: readonly string[];
}

/** One point a period; a period that cannot be computed stays as a gap, with its reason. */
export const toTrendPoints = (periods: readonly Period[], by: LiftTrend): TrendPoint[] =>
  periods.map(({ startsOn, endsOn, estimate: { value, lower, upper, stores, reason, warnings } }) => {
    const day = by === 'CUMULATIVE' ? addDays(endsOn, -1) : startsOn;
    return {
      day,
      label: formatShortDay(day),
      lift: value,
      interval: lower === null || upper === null ? null : [lower, upper],
      stores,
      reason,
      warnings,
    };
  });

/** An axis that holds every interval and zero. */
export const trendScale = (points: readonly TrendPoint[]): Scale =>
  scaleOfEstimates(
    points.map(({ lift, interval }) => ({
      value: lift,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
    })),
  );

export const intervalWords = ({ interval, reason }: TrendPoint): string =>
  interval ? formatInterval(interval[0], interval[1]) : (reason ?? 'no interval');
