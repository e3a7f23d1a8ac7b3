import { invalidArgument } from './invalid-argument.js';

/**
 * p-values adjusted for looking at all of them: rejecting those at most alpha keeps the expected share of
 * false discoveries at alpha, for independent or positively dependent tests.
 *
 * @param pValues in any order; null where there is none, which counts as no test
 * @returns adjusted p-values in the same order, each at least the raw one
 * @throws {RangeError} if a p-value is outside [0, 1]
 *
 * @see Benjamini & Hochberg, "Controlling the False Discovery Rate", JRSS B 57(1), 1995
 *
 * @example
 * benjaminiHochberg([0.01, 0.04, null]); // [0.02, 0.04, null]
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = pValues.flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]));
  for (const { pValue } of tests)
    if (!(pValue >= 0 && pValue <= 1)) throw invalidArgument('a p-value', 'in [0, 1]', pValue);

  const adjusted: (number | null)[] = pValues.map(() => null);
  let smallest = 1;
  const descending = tests.sort((a, b) => b.pValue - a.pValue);
  descending.forEach(({ pValue, index }, place) => {
    smallest = Math.min(smallest, (pValue * tests.length) / (tests.length - place));
    adjusted[index] = smallest;
  });
  return adjusted;
}
