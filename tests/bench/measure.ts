/** The middle value; the upper one of the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('There is no median of nothing');
  return middle;
}

/** Milliseconds since some moment. */
export type Clock = () => number;

const wallClock: Clock = () => performance.now();

/** Time that this process computed, all threads together: what other processes do meanwhile does not count. */
export const processorClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Time of some work in milliseconds, by the wall clock unless another is given. */
export async function milliseconds(work: () => Promise<unknown>, clock = wallClock): Promise<number> {
  const start = clock();
  await work();
  return clock() - start;
}

/**
 * Median time of several works, in milliseconds, in their order. They take turns, so that whatever else the
 * machine does meanwhile meets all of them alike. A first turn warms up and is not counted.
 */
export async function mediansOf(
  runs: number,
  works: readonly (() => Promise<unknown>)[],
  clock = wallClock,
): Promise<number[]> {
  const times = works.map((): number[] => []);
  for (let run = 0; run <= runs; run++) {
    for (const [index, work] of works.entries()) {
      const time = await milliseconds(work, clock);
      if (run > 0) times[index]!.push(time);
    }
  }
  return times.map(median);
}
