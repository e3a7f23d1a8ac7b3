/** HIGHER and LOWER are significant at the estimate's confidence; NOT_COMPUTED has no interval to judge by. */
export type VerdictName = 'HIGHER' | 'LOWER' | 'INCONCLUSIVE' | 'NOT_COMPUTED';

/** What an estimate must have to be judged. */
interface Judged {
  /** Of its interval; null where it has no bound on that side. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly pValue: number | null;
}

/**
 * The one place that decides significance: an estimate is significant if and only if the interval that
 * is shown excludes zero. An interval that ends exactly at zero includes it; one without a p-value is too narrow to
 * judge by; a one-sided one has one end.
 *
 * @example
 * verdict({ lower: 0.1, upper: 0.3, pValue: 0.001 }); // 'HIGHER'
 */
export function verdict({ lower, upper, pValue }: Judged): VerdictName {
  if (pValue === null || (lower === null && upper === null)) return 'NOT_COMPUTED';
  if (lower !== null && lower > 0) return 'HIGHER';
  return upper !== null && upper < 0 ? 'LOWER' : 'INCONCLUSIVE';
}
