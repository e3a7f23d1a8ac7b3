import type { Viewer } from '../auth/viewer.js';

/** What every resolver is given about the request it serves. */
export interface Context {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** The workspace a signed-in person asks for, by the `toile-workspace` header: an id or a slug. */
  readonly requestedWorkspace: string | null;
}
