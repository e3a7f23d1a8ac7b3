import { requireConfidence, requireTotal } from '../invalid-argument.js';
import type { MetricWords } from './arms.js';

/** What is decided before looking at the data. */
export interface SameStoreSettings {
  /** Coverage probability of every interval, in (0, 1). */
  readonly confidence: number;
  /** Smallest denominator (impressions, say) that either arm of a store must have; 0 keeps all. */
  readonly minimumDenominator: number;
  readonly words: MetricWords;
}

/** @throws {RangeError} if a setting is impossible */
export function requireSettings({ confidence, minimumDenominator }: SameStoreSettings): void {
  requireConfidence(confidence);
  requireTotal('minimumDenominator', minimumDenominator);
}
