import { invalidArgument, requireConfidence } from './invalid-argument.js';

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

/**
 * Coverage that every one of several intervals needs, so that exactly those exclude the null value whose adjusted
 * p-value is at most 1 - confidence, and of those selected this way a share of 1 - confidence at most misses its
 * truth: 1 - max(R, 1) (1 - confidence) / m, with R of m p-values selected.
 *
 * @param adjusted as `benjaminiHochberg` gives them
 * @throws {RangeError} if `confidence` is not in (0, 1)
 *
 * @see Benjamini & Yekutieli, "False Discovery Rate-Adjusted Multiple Confidence Intervals for Selected Parameters",
 *      JASA 100, 2005
 *
 * @example
 * falseCoverageConfidence([0.02, 0.04, 0.3, null], 0.95); // 1 - 2 * 0.05 / 3
 */
export function falseCoverageConfidence(adjusted: readonly (number | null)[], confidence: number): number {
  requireConfidence(confidence);
  const tests = adjusted.filter((pValue) => pValue !== null);
  const selected = tests.filter((pValue) => pValue <= 1 - confidence).length;
  return 1 - (Math.max(selected, 1) * (1 - confidence)) / Math.max(tests.length, 1);
}
