import { formatShortDay } from '../../format/dates.js';
import { niceScale, type Scale } from '../../ui/chart/scale.js';

export interface Period {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly estimate: {
    readonly value: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly stores: number;
    readonly reason: string | null;
  };
}

export interface TrendPoint {
  readonly startsOn: string;
  readonly label: string;
  readonly lift: number | null;
  readonly interval: readonly [number, number] | null;
  readonly stores: number;
  readonly reason: string | null;
}

/** One point a week; a week that cannot be computed stays as a gap, with its reason. */
export const toTrendPoints = (periods: readonly Period[]): TrendPoint[] =>
  periods.map(({ startsOn, estimate: { value, lower, upper, stores, reason } }) => ({
    startsOn,
    label: formatShortDay(startsOn),
    lift: value,
    interval: lower === null || upper === null ? null : [lower, upper],
    stores,
    reason,
  }));

/** An axis that holds every interval and zero. */
export function trendScale(points: readonly TrendPoint[]): Scale {
  const ends = points.flatMap(({ lift, interval }) => [
    ...(interval ?? []),
    ...(lift === null ? [] : [lift]),
  ]);
  return niceScale(Math.min(0, ...ends), Math.max(0, ...ends));
}
