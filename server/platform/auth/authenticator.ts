import { ANONYMOUS, type Viewer } from '../access/viewer.js';
import { unauthenticated } from '../errors/domain-error.js';
import { networkOf } from '../network/network-of.js';
import type { ApiKeyService } from './keys/api-key.service.js';
import type { AttemptLimit } from './limits/attempt-limit.js';
import type { LiveSession, SessionService } from './sessions/session.service.js';

export interface Credentials {
  /** The `Authorization` header. */
  readonly authorization?: string | undefined;
  /** The session cookie. */
  readonly sessionToken?: string | null;
  /** Network address of the client, to limit failures by. */
  readonly address: string;
}

export interface Authentication {
  readonly viewer: Viewer;
  /** When the session cookie must be set again: its new expiry. */
  readonly renewedUntil: Date | null;
}

/** Finds out who is asking. */
export class Authenticator {
  constructor(
    private readonly sessions: SessionService,
    private readonly keys: ApiKeyService,
    /** Keys that do not work, by address: 256 random bits cannot be guessed, so that a right one is never refused. */
    private readonly failures: AttemptLimit,
  ) {}

  /**
   * A key goes before a cookie. A session that is over makes an anonymous viewer, who may sign in again.
   *
   * @throws {DomainError} UNAUTHENTICATED for a key that is unknown or revoked, RATE_LIMITED instead after too many
   */
  async authenticate({ authorization, sessionToken, address }: Credentials): Promise<Authentication> {
    if (authorization) {
      return { viewer: await this.viewerOfKey(keyIn(authorization), address), renewedUntil: null };
    }
    const session = sessionToken ? await this.sessions.use(sessionToken) : null;
    return { viewer: viewerIn(session), renewedUntil: session?.renewedUntil ?? null };
  }

  /**
   * Finds out whether a request that lasts is still allowed. It is no new request of the person, so that an open
   * stream does not keep an idle session alive.
   *
   * @throws {DomainError} as `authenticate` does
   */
  async viewerNow({ authorization, sessionToken, address }: Credentials): Promise<Viewer> {
    if (authorization) return this.viewerOfKey(keyIn(authorization), address);
    return viewerIn(sessionToken ? await this.sessions.find(sessionToken) : null);
  }

  /** @throws {DomainError} UNAUTHENTICATED for a key that is unknown or revoked, RATE_LIMITED after too many of them */
  async viewerOfKey(key: string | null, address: string): Promise<Viewer> {
    const viewer = key === null ? null : await this.keys.find(key);
    if (viewer) return viewer;
    await this.failures.take(networkOf(address));
    throw unauthenticated(key === null ? NO_KEY : 'This API key is unknown');
  }
}

const viewerIn = (session: LiveSession | null): Viewer =>
  session ? { kind: 'user', userId: session.userId, email: session.email, role: session.role } : ANONYMOUS;

const NO_KEY = 'Send an API key as "Authorization: Bearer KEY"';

/** `Bearer KEY`, or Segment's `Basic base64(KEY:)`. */
function keyIn(authorization: string): string | null {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0]!;
  return null;
}
