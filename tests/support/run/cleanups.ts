import { afterEach } from '@jest/globals';

/** What a test notes here is done after it, the last first, also when the test failed half-way. */
export function useCleanups(): (...cleanups: (() => unknown)[]) => void {
  const noted: (() => unknown)[] = [];
  afterEach(async () => {
    for (const clean of noted.splice(0).reverse()) await clean();
  });
  return (...cleanups) => {
    noted.push(...cleanups);
  };
}
