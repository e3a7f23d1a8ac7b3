import { formatDecimal, formatLift } from '../../../format/numbers.js';
import type { AnalysisMetricKind } from '../../../generated/graphql.js';
import type { Interval } from '../../../ui/chart/scale.js';

/** Of a relative effect, a fraction; beyond this the product says that it is beyond. */
const HUGE = 1_000;
const DIGITS = { min: 1, max: 6 };
const UNBOUNDED = '∞';

const finite = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** Digits after the point with which none of the percentages is shown as zero unless it is. */
function digitsFor(intervals: readonly Interval[]): number {
  const sizes = intervals
    .flatMap(({ value, lower, upper }) => [value, lower, upper])
    .filter(finite)
    .map((value) => Math.abs(100 * value))
    .filter((percent) => percent > 0);
  const needed = sizes.map((percent) => Math.ceil(-Math.log10(percent)));
  return Math.min(DIGITS.max, Math.max(DIGITS.min, ...needed));
}

/** How relative effects are written next to each other: `+0.04%`, with as many digits for all as one of them needs. */
export function liftFormat(intervals: readonly Interval[]): (value: number | null) => string {
  const digits = digitsFor(intervals);
  const format = new Intl.NumberFormat('en', {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  });
  return (value) => {
    if (value !== null && Math.abs(value) === Number.POSITIVE_INFINITY) return unbounded(value);
    if (value === null || Math.abs(value) > HUGE) return formatLift(value);
    return format.format(value).replace('-', '−');
  };
}

const unbounded = (value: number): string => (value > 0 ? UNBOUNDED : `−${UNBOUNDED}`);

/** A size without its sign: `4.3%`. */
export const unsigned = (words: string): string => words.replace(/^[+−]/, '');

/** Beyond these digits before and after the point a difference is written with a power of ten. */
const DIFFERENCE_DIGITS = { min: -12, max: 12 };

/**
 * How absolute effects are written: percentage points of a proportion, else in the unit of the metric; with as many
 * digits as the width of the interval gives meaning to.
 */
export function differenceFormat(
  { value, lower, upper }: Interval,
  kind: AnalysisMetricKind,
): (value: number | null) => string {
  const scale = kind === 'PROPORTION' ? 100 : 1;
  const reach = Math.max(...[lower, upper].filter(finite).map((end) => Math.abs(end - (value ?? 0))));
  const digits = 1 - Math.floor(Math.log10(scale * reach));
  if (!(digits >= DIFFERENCE_DIGITS.min && digits <= DIFFERENCE_DIGITS.max))
    return (end) =>
      end === null ? formatDecimal(end) : (scale * end).toExponential(2).replace(/-(?=\d+\.)/, '−');
  const fractionDigits = Math.max(0, digits);
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
    signDisplay: 'exceptZero',
  });
  return (end) => (end === null ? formatDecimal(end) : format.format(scale * end).replace('-', '−'));
}

const given = new Intl.NumberFormat('en', {
  style: 'percent',
  maximumFractionDigits: 10,
  signDisplay: 'exceptZero',
});

/** A relative effect that a person wrote, with their digits: `+13.35%`. */
export const formatGivenLift = (lift: number): string => given.format(lift).replace('-', '−');

/** A confidence, a power or a margin that a person wrote, with their digits: `99.99%`. */
export const formatGivenShare = (share: number): string => unsigned(given.format(share));

/** What the differences of a kind are counted in; nothing where only the metric's owner knows. */
export const differenceUnit = (kind: AnalysisMetricKind): string =>
  kind === 'PROPORTION' ? ' percentage points' : '';

/** `from a to b`, or the one bound that a one-sided interval has. */
export function boundsWords({ lower, upper }: Interval, format: (value: number | null) => string): string {
  if (lower !== null && upper !== null) return `${format(lower)} to ${format(upper)}`;
  if (lower !== null) return `at least ${format(lower)}`;
  return upper === null ? 'none' : `at most ${format(upper)}`;
}

/** The same for a drawing: a missing bound of a one-sided interval lies beyond every axis. */
export const drawnInterval = <Effect extends Interval & { readonly reason: string | null }>({
  value,
  lower,
  upper,
  reason,
}: Effect) => ({
  value,
  reason,
  lower: lower === null && upper !== null ? Number.NEGATIVE_INFINITY : lower,
  upper: upper === null && lower !== null ? Number.POSITIVE_INFINITY : upper,
});
