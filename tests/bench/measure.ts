/** The middle value; the upper one of the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('There is no median of nothing');
  return middle;
}

/** Wall time of some work in milliseconds. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Median wall time of several works, in milliseconds, in their order. They take turns, so that whatever else the
 * machine does meanwhile meets all of them alike. A first turn warms up and is not counted.
 */
export async function mediansOf(runs: number, works: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const times = works.map((): number[] => []);
  for (let run = 0; run <= runs; run++) {
    for (const [index, work] of works.entries()) {
      const time = await milliseconds(work);
      if (run > 0) times[index]!.push(time);
    }
  }
  return times.map(median);
}
