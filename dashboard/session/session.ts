import { createContext, use } from 'react';
import type { SessionQuery } from '../generated/graphql.js';

type Viewer = NonNullable<SessionQuery['viewer']>;
type WorkspaceEntry = SessionQuery['workspaces'][number];

/** Who is signed in, and where. */
export interface Session {
  readonly viewer: Viewer;
  readonly workspaces: readonly WorkspaceEntry[];
  readonly workspace: WorkspaceEntry;
}

export const SessionContext = createContext<Session | null>(null);

/** The session of a page below `WorkspaceLayout`. @throws {Error} outside of it */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs a WorkspaceLayout above it');
  return session;
}

/** Makes links inside the current workspace: `path('stores')` is `/w/main/stores`. */
export function useWorkspacePath(): (path: string) => string {
  const { workspace } = useSession();
  return (path) => `/w/${workspace.slug}/${path}`;
}
