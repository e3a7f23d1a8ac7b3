import type { MetricWords, StoreArms } from './arms.js';
import type { SameStoreSettings } from './settings.js';

/** A store that is not used, by its position in the input. */
export interface Exclusion {
  readonly index: number;
  readonly reason: string;
}

/** Why the rates of a store cannot be compared by any estimand; null if they can. */
export function whyNoTraffic(
  { ai, human }: StoreArms,
  { minimumDenominator, words }: SameStoreSettings,
): string | null {
  if (ai.denominator === 0) return `AI-generated items have no ${words.denominator}`;
  if (human.denominator === 0) return `Human-designed items have no ${words.denominator}`;
  if (Math.min(ai.denominator, human.denominator) < minimumDenominator)
    return `Fewer than ${minimumDenominator} ${words.denominator} in an arm, the minimum traffic`;
  return null;
}

/** Why a store with traffic has no ratio of rates of its own. */
export const whyNoBaseline = ({ human }: StoreArms, words: MetricWords): string | null =>
  human.numerator === 0
    ? `Human-designed items have no ${words.numerator}, so that there is no baseline`
    : null;

/**
 * Why a store has no lift of its own; null if it has one. A store whose AI items got nothing has a lift of -100 %
 * and is not excluded.
 */
export const exclusion = (store: StoreArms, settings: SameStoreSettings): string | null =>
  whyNoTraffic(store, settings) ?? whyNoBaseline(store, settings.words);
