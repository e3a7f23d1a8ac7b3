/** Why a page is not shown: no server answers, its code is of an earlier version and gone, or the code has a defect. */
export type PageFailure = 'UNREACHABLE' | 'UPGRADED' | 'BROKEN';

/** What browsers say of code, and Vite of a style sheet, that they cannot load. */
const NOT_LOADED = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

/** Asks whether the server runs; a proxy in front of one that does not answers with 502 to 504. */
const askHealth = () => fetch('/health/live', { cache: 'no-store' });

/** @param ask rejects where nothing answers */
export async function pageFailure(
  error: unknown,
  ask: () => Promise<{ readonly status: number }> = askHealth,
): Promise<PageFailure> {
  if (!(error instanceof Error && NOT_LOADED.test(error.message))) return 'BROKEN';
  return ask().then(
    ({ status }) => (status < 500 ? 'UPGRADED' : 'UNREACHABLE'),
    () => 'UNREACHABLE',
  );
}
