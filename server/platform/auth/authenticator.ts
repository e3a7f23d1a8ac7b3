import { unauthenticated } from '../errors/domain-error.js';
import type { AttemptLimit } from './attempt-limit.js';
import type { ApiKeyService } from './keys/api-key.service.js';
import type { SessionService } from './people/session.service.js';
import { ANONYMOUS, type Viewer } from './viewer.js';

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
    private readonly limit: AttemptLimit,
  ) {}

  /**
   * A key goes before a cookie. A session that is over makes an anonymous viewer, who may sign in again.
   *
   * @throws {DomainError} UNAUTHENTICATED for a key that is unknown or revoked, RATE_LIMITED after too many of them
   */
  async authenticate({ authorization, sessionToken, address }: Credentials): Promise<Authentication> {
    if (authorization) {
      return { viewer: await this.viewerOfKey(keyIn(authorization), address), renewedUntil: null };
    }
    const session = sessionToken ? await this.sessions.find(sessionToken) : null;
    if (!session) return { viewer: ANONYMOUS, renewedUntil: null };
    const { renewedUntil, ...person } = session;
    return { viewer: { kind: 'user', ...person }, renewedUntil };
  }

  /** @throws {DomainError} UNAUTHENTICATED for a key that is unknown or revoked, RATE_LIMITED after too many of them */
  async viewerOfKey(key: string, address: string): Promise<Viewer> {
    this.limit.take(address);
    const viewer = await this.keys.find(key);
    if (!viewer) throw unauthenticated('This API key is unknown or was revoked');
    this.limit.forget(address);
    return viewer;
  }
}

/** `Bearer KEY`, or Segment's `Basic base64(KEY:)`. */
function keyIn(authorization: string): string {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0]!;
  throw unauthenticated('Send an API key as "Authorization: Bearer KEY"');
}
