import type { Count, Rate } from './rates.js';

/** Two counts of the same items, of which the first cannot be the larger one unless either is wrong. */
export interface CountCheck {
  readonly part: Count;
  readonly whole: Count;
  /** From which whole on it is checked: a rate that does not divide by it works where none was recorded. */
  readonly minWhole: 0 | 1;
}

const PAIRS: readonly (readonly [part: Count, whole: Count])[] = [
  ['clicks', 'impressions'],
  ['orders', 'clicks'],
  ['returns', 'orders'],
];

/** Everything that a report may say of a row, which an import says at once. */
export const COUNT_CHECKS: readonly CountCheck[] = PAIRS.map(([part, whole]) => ({
  part,
  whole,
  minWhole: 0,
}));

/**
 * What must hold of the counts that a rate is made of. An item can be ordered without a click, so orders above clicks
 * are a fault only if one is divided by the other.
 */
export const checksOf = ({ numerator, denominator }: Rate): readonly CountCheck[] =>
  PAIRS.flatMap(([part, whole]): CountCheck[] => {
    if (part === numerator && whole === denominator) return [{ part, whole, minWhole: 0 }];
    const isUsed = [numerator, denominator].some((count) => count === part || count === whole);
    return isUsed && part !== 'orders' ? [{ part, whole, minWhole: 1 }] : [];
  });

/** Whether counts fail a check. */
export const isSuspicious = (
  counts: Readonly<Record<Count, number>>,
  { part, whole, minWhole }: CountCheck,
): boolean => counts[part] > counts[whole] && counts[whole] >= minWhole;

/** `isSuspicious` in SQL, of the counts in a row of `t`. */
export const suspiciousSql = ({ part, whole, minWhole }: CountCheck): string =>
  `t.${part} > t.${whole} AND t.${whole} >= ${minWhole}`;
