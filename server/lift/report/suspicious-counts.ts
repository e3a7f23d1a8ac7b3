import { type CountCheck, checksOf, isSuspicious, type Rate } from '../../events/index.js';
import { ARMS, type StoreTotals } from '../totals/arm-sums.js';
import { ARM_ITEMS, namesOf, written } from './names.js';

/** What is suspicious about the counts of one store that a rate is made of, one sentence each. */
export const storeWarnings = (store: StoreTotals, rate: Rate): string[] =>
  checksOf(rate).flatMap((check) => ARMS.flatMap((arm) => armWarning(store, arm, check) ?? []));

function armWarning(store: StoreTotals, arm: (typeof ARMS)[number], check: CountCheck): string | null {
  const { part, whole } = check;
  const sums = store[arm];
  if (isSuspicious(sums, check))
    return `${sentenceCase(ARM_ITEMS[arm])} have more ${part} (${written(sums[part])}) than ${whole} (${written(sums[whole])}).`;
  return hasRow(store, arm, check)
    ? `An imported row of ${ARM_ITEMS[arm]} has more ${part} than ${whole}.`
    : null;
}

/**
 * What is suspicious about the counts that an answer over stores rests on, one sentence for each kind, with the first
 * few stores.
 *
 * @param stores that go into the answer
 */
export function warningsOver(stores: readonly StoreTotals[], rate: Rate): string[] {
  return checksOf(rate).flatMap((check) => {
    const inSums = stores.filter((store) => ARMS.some((arm) => isSuspicious(store[arm], check)));
    const inRows = stores.filter(
      (store) => !inSums.includes(store) && ARMS.some((arm) => hasRow(store, arm, check)),
    );
    const more = `more ${check.part} than ${check.whole}`;
    return [
      ...(inSums.length > 0 ? [`${namesOf(inSums)} ${have(inSums)} ${more}: check the counts.`] : []),
      ...(inRows.length > 0
        ? [`${namesOf(inRows)} ${have(inRows)} imported rows with ${more}: check them.`]
        : []),
    ];
  });
}

const hasRow = ({ suspiciousRows }: StoreTotals, arm: (typeof ARMS)[number], check: CountCheck): boolean =>
  suspiciousRows[arm].some(({ part, whole }) => part === check.part && whole === check.whole);

const have = ({ length }: readonly unknown[]): string => (length === 1 ? 'has' : 'have');

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
