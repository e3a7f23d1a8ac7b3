import type { MetricWords, StoreArms } from './arms.js';

/**
 * Why a store has no lift at all and belongs to no estimand; null if it has one. A store whose AI items
 * got nothing has a lift of -100 % and is not excluded.
 *
 * @param minimumDenominator smallest denominator that either arm must have, decided before looking
 */
export function exclusion(store: StoreArms, minimumDenominator: number, words: MetricWords): string | null {
  const { ai, human } = store;
  if (ai.denominator === 0) return `AI-generated items have no ${words.denominator}`;
  if (human.denominator === 0) return `Human-designed items have no ${words.denominator}`;
  if (Math.min(ai.denominator, human.denominator) < minimumDenominator)
    return `Fewer than ${minimumDenominator} ${words.denominator} in an arm, the minimum traffic`;
  if (human.numerator === 0)
    return `Human-designed items have no ${words.numerator}, so that there is no baseline`;
  return null;
}

/** The items that pass, and one sentence for each reason why others do not; null if all pass. */
interface Kept<T> {
  readonly kept: readonly T[];
  readonly note: string | null;
}

/**
 * Splits stores into those an estimand can use and a note on those it cannot.
 *
 * @param whyNot reason in lower case without a full stop, or null if the store can be used
 */
export function leaveOut<T>(stores: readonly T[], whyNot: (store: T) => string | null): Kept<T> {
  const counts = new Map<string, number>();
  const kept = stores.filter((store) => {
    const reason = whyNot(store);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return reason === null;
  });
  const sentences = [...counts].sort().map(([reason, count]) => sentence(count, reason));
  return { kept, note: sentences.length === 0 ? null : sentences.join(' ') };
}

const sentence = (count: number, reason: string) =>
  `${count} ${count === 1 ? 'store is' : 'stores are'} left out: ${reason}.`;
