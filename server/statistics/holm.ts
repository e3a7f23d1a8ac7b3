import { invalidArgument } from './invalid-argument.js';

/**
 * p-values adjusted for looking at all of them: rejecting those at most alpha keeps the chance of any false rejection at
 * alpha, however the tests depend on each other.
 *
 * @param pValues in any order; null where there is none, which counts as no test
 * @returns adjusted p-values in the same order, each at least the raw one
 * @throws {RangeError} if a p-value is outside [0, 1]
 *
 * @see Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6(2), 1979
 *
 * @example
 * holm([0.01, 0.04, null]); // [0.02, 0.04, null]
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = pValues.flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]));
  for (const { pValue } of tests)
    if (!(pValue >= 0 && pValue <= 1)) throw invalidArgument('a p-value', 'in [0, 1]', pValue);

  const adjusted: (number | null)[] = pValues.map(() => null);
  let largest = 0;
  const ascending = tests.sort((a, b) => a.pValue - b.pValue);
  ascending.forEach(({ pValue, index }, place) => {
    largest = Math.max(largest, Math.min(1, pValue * (tests.length - place)));
    adjusted[index] = largest;
  });
  return adjusted;
}
