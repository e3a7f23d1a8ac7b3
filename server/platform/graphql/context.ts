import type { Viewer } from '../access/viewer.js';

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
  /**
   * The id of the workspace that the request is about, looked up at the first call: an API key's own, or the one that
   * a person asks for, or their default one.
   *
   * @throws {DomainError} UNAUTHENTICATED, FORBIDDEN for a key of another workspace, NOT_FOUND
   */
  workspaceId(): Promise<string>;
  /** Network address of the client, to limit failed attempts by and to note them with. */
  readonly address: string;
  readonly session: BrowserSession;
  readonly device: BrowserDevice;
}
