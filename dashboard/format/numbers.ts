/** The one place where a fraction becomes a percentage; everything before it computes with fractions. */
const signedPercent = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const wholeSignedPercent = new Intl.NumberFormat('en', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const ratePercent = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});
const sharePercent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const confidencePercent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const decimal = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

const MISSING = '–';

/** A lift (fraction) beyond which only that it is beyond says something: ends of intervals may have fifty digits. */
const HUGE_LIFT = 1_000;

/** A lift (fraction) as a signed percentage, `+13.8%`; `over +100,000%` beyond that; a dash where there is none. */
export const formatLift = (lift: number | null | undefined): string =>
  lift == null ? MISSING : signedLift(lift, signedPercent);

/** A lift on an axis: as few digits as it needs. */
export const formatLiftTick = (lift: number): string => signedLift(lift, wholeSignedPercent);

const signedLift = (lift: number, format: Intl.NumberFormat): string =>
  lift > HUGE_LIFT ? `over ${wholeSignedPercent.format(HUGE_LIFT)}` : format.format(lift).replace('-', '−');

/** An interval, of lifts unless formatted otherwise: `+4.2% to +13.4%`; a dash where either end is missing. */
export const formatInterval = (
  lower: number | null | undefined,
  upper: number | null | undefined,
  format: (end: number) => string = formatLift,
): string => (lower == null || upper == null ? MISSING : `${format(lower)} to ${format(upper)}`);

/** A rate (fraction 0 to 1) with three digits, `1.83%`. */
export const formatRate = (rate: number | null | undefined): string =>
  rate == null ? MISSING : ratePercent.format(rate);

/** A share (fraction 0 to 1), `42.5%`. */
export const formatShare = (share: number | null | undefined): string =>
  share == null ? MISSING : sharePercent.format(share);

/** How sure an interval is (fraction 0.5 to 0.9999): `95%`, `99.99%`. */
export const formatConfidence = (confidence: number): string => confidencePercent.format(confidence);

export const formatCount = (count: number | null | undefined): string =>
  count == null ? MISSING : whole.format(count);

export const formatCompact = (count: number): string => compact.format(count);

/** A number without a unit, to three digits. */
export const formatDecimal = (value: number | null | undefined): string =>
  value == null ? MISSING : decimal.format(value).replace('-', '−');

const P_VALUE_FLOOR = 0.001;

export const formatPValue = (value: number | null | undefined): string => {
  if (value == null) return MISSING;
  return value < P_VALUE_FLOOR ? '< 0.001' : value.toFixed(3);
};

const BYTES_PER_UNIT = 1024;
const BYTE_UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** A file size, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(
    Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(BYTES_PER_UNIT)),
    BYTE_UNITS.length - 1,
  );
  return `${decimal.format(bytes / BYTES_PER_UNIT ** step)} ${BYTE_UNITS[step]}`;
}
