import type { Estimate } from './estimate.js';

/** HIGHER and LOWER are significant at the estimate's confidence; NOT_COMPUTED has no interval to judge by. */
type VerdictName = 'HIGHER' | 'LOWER' | 'INCONCLUSIVE' | 'NOT_COMPUTED';

/**
 * The one place that decides significance: an estimate is significant if and only if the interval that
 * is shown excludes zero. An interval that ends exactly at zero includes it; one without a p-value is too narrow to
 * judge by.
 *
 * @example
 * verdict({ value: 0.2, lower: 0.1, upper: 0.3, standardError: 0.05, pValue: 0.001, reason: null }); // 'HIGHER'
 */
export function verdict(estimate: Estimate): VerdictName {
  if (estimate.lower === null || estimate.pValue === null) return 'NOT_COMPUTED';
  if (estimate.lower > 0) return 'HIGHER';
  return estimate.upper < 0 ? 'LOWER' : 'INCONCLUSIVE';
}
