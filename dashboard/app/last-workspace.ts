const KEY = 'toile-workspace';

/** The workspace this browser looked at last, or null. */
export const lastWorkspace = (): string | null => localStorage.getItem(KEY);

export const rememberWorkspace = (slug: string): void => localStorage.setItem(KEY, slug);

/** Where to begin: the workspace seen last if it is still there, else the first real one, else any. */
export function startingWorkspace<W extends { readonly slug: string; readonly simulated: boolean }>(
  workspaces: readonly W[],
  last: string | null,
): W | undefined {
  return (
    workspaces.find(({ slug }) => slug === last) ??
    workspaces.find(({ simulated }) => !simulated) ??
    workspaces[0]
  );
}
