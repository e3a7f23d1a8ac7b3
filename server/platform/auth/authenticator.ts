import { unauthenticated } from '../errors/domain-error.js';
import type { ApiKeyService } from './keys/api-key.service.js';
import type { SessionService } from './people/session.service.js';
import { ANONYMOUS, type Viewer } from './viewer.js';

export interface Credentials {
  /** The `Authorization` header. */
  readonly authorization?: string | undefined;
  /** The session cookie. */
  readonly sessionToken?: string | null;
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
  ) {}

  /**
   * A key goes before a cookie. A session that is over makes an anonymous viewer, who may sign in again.
   *
   * @throws {DomainError} UNAUTHENTICATED for a key that is unknown or revoked
   */
  async authenticate({ authorization, sessionToken }: Credentials): Promise<Authentication> {
    if (authorization) return { viewer: await this.viewerOfKey(keyIn(authorization)), renewedUntil: null };
    const session = sessionToken ? await this.sessions.find(sessionToken) : null;
    if (!session) return { viewer: ANONYMOUS, renewedUntil: null };
    const { renewedUntil, ...person } = session;
    return { viewer: { kind: 'user', ...person }, renewedUntil };
  }

  /** @throws {DomainError} UNAUTHENTICATED for a key that is unknown or revoked */
  async viewerOfKey(key: string): Promise<Viewer> {
    const viewer = await this.keys.find(key);
    if (!viewer) throw unauthenticated('This API key is unknown or was revoked');
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
