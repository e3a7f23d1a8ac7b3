import type { Viewer } from '../auth/viewer.js';

/** The session of the browser that asks. Only sign-in and sign-out touch it. */
export interface BrowserSession {
  /** The opaque token of the session cookie; null without one. */
  readonly token: string | null;
  begin(token: string, expiresAt: Date): void;
  end(): void;
}

/** How a browser is known again in which a person signed in before. Only sign-in and the password form touch it. */
export interface BrowserDevice {
  /** What its cookie holds; null without one. */
  readonly token: string | null;
  remember(token: string, expiresAt: Date): void;
}

/** What every resolver is given about the request it serves. */
export interface Context {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** The workspace a signed-in person asks for, by the `toile-workspace` header: an id or a slug. */
  readonly requestedWorkspace: string | null;
  /** Network address of the client, to limit failed attempts by and to note them with. */
  readonly address: string;
  readonly session: BrowserSession;
  readonly device: BrowserDevice;
}
