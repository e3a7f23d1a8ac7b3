const percentFormat = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
/** A larger lift says no more than this one. */
const MAX_SHOWN = 1_000;

/** A lift without its sign. */
export const percent = (lift: number): string =>
  lift > MAX_SHOWN ? `over ${percentFormat.format(MAX_SHOWN)}` : percentFormat.format(lift);

/** Whether a number is zero as it is written. */
export const isZero = (digits: string): boolean => Number.parseFloat(digits) === 0;

/** A lift with its sign; the minus is the one of typography. */
export function signed(lift: number): string {
  if (lift > MAX_SHOWN) return `over ${signed(MAX_SHOWN)}`;
  const digits = percent(Math.abs(lift));
  return isZero(digits) ? digits : `${lift < 0 ? '−' : '+'}${digits}`;
}
