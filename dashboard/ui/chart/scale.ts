import { extent, nice, quantile, ticks } from 'd3-array';

/** A linear axis in data units. Values outside are drawn at its end and marked as going on. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Where the axis is labelled, ascending, within [min, max]. */
  readonly ticks: readonly number[];
}

export interface Interval {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const TARGET_TICKS = 5;
/** An axis spans at least 0.1 percentage points. */
const MIN_SPAN = 0.001;
/** An axis of intervals ends at 100,000 % at most: one of hardly any data may end at a number of fifty digits. */
const MAX_END = 1_000;

/** A scale with round ends that holds `min`, `max` and zero, which every lift is read against. */
export const niceScale = (min: number, max: number, target?: number): Scale =>
  scaleBetween(Math.min(min, 0), Math.max(max, 0), target);

/**
 * A scale with round ends that holds `low` and `high`, for what is not read against zero.
 *
 * @param target about how many ticks it has
 */
export function scaleBetween(low: number, high: number, target = TARGET_TICKS): Scale {
  const [min, max] = nice(low, Math.max(high, low + MIN_SPAN), target);
  return { min, max, ticks: ticks(min, max, target) };
}

const TAIL = 0.02;
const WHISKER_TAIL = 0.15;

/**
 * A scale for many intervals: it holds every estimate of the central 96 % and most of the whiskers, so
 * that a few stores with hardly any traffic do not flatten the rest. What lies outside is clipped by
 * the drawing, which marks it.
 */
export function scaleOfIntervals(intervals: readonly Interval[]): Scale {
  const at = (probability: number, end: keyof Interval) =>
    quantile(intervals, probability, (interval) => interval[end]);
  return niceScale(
    Math.min(at(TAIL, 'value') ?? -0.1, at(WHISKER_TAIL, 'lower') ?? 0),
    Math.min(MAX_END, Math.max(at(1 - TAIL, 'value') ?? 0.1, at(1 - WHISKER_TAIL, 'upper') ?? 0)),
  );
}

/** A scale for a few intervals, which holds every one of them whole up to 100,000 %. */
export function scaleOfEstimates(intervals: readonly Interval[]): Scale {
  const ends = intervals.flatMap(({ value, lower, upper }) => [value, lower, upper]);
  const [low = -0.1, high = 0.1] = extent(ends, (end) => end);
  return niceScale(low, Math.min(MAX_END, high));
}

/** Where a value lies on the scale, 0 at its left end and 1 at its right, never outside. */
export const positionOn = ({ min, max }: Scale, value: number): number =>
  Math.min(1, Math.max(0, (value - min) / (max - min)));

const CROWDED = 0.3;

/** The ticks that a narrow axis has room for: zero, and the ends that are not next to it. */
export function sparseTicks(scale: Scale): number[] {
  const zero = positionOn(scale, 0);
  return scale.ticks.filter((tick, index) => {
    const isEnd = index === 0 || index === scale.ticks.length - 1;
    return tick === 0 || (isEnd && Math.abs(positionOn(scale, tick) - zero) > CROWDED);
  });
}

/** Whether any end of an interval lies outside of the scale. */
export const isClipped = ({ min, max }: Scale, { lower, upper, value }: Interval): boolean =>
  [lower, upper, value].some((end) => end !== null && (end < min || end > max));
