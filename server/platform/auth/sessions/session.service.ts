import type { DataSource, EntityManager } from 'typeorm';
import type { Role } from '../../access/viewer.js';
import { hashToken, newToken } from '../tokens.js';
import { Session } from './session.entity.js';

/** A session ends after this time without a request, and 90 days after sign-in at the latest. */
const IDLE = "interval '14 days'";
const MAX_LIFETIME = "interval '90 days'";
/** How stale `seen_at` may get, to spare a write on every request. */
const SLIDE_AFTER = "interval '1 hour'";
/** How long a session that a one-time link began excuses a password that the person has forgotten. */
const RESET_WITHIN = "interval '1 hour'";

export interface NewSession {
  /** For the cookie; it is stored nowhere else. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface LiveSession {
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  /** Whether its last use is so long ago that the next one must be written. */
  readonly isStale: boolean;
}

export interface UsedSession extends LiveSession {
  /** When the cookie must be renewed: its new expiry. */
  readonly renewedUntil: Date | null;
}

export class SessionService {
  constructor(private readonly dataSource: DataSource) {}

  /** Begins a session in the transaction of the sign-in, and forgets the sessions that are over. */
  async begin(manager: EntityManager, userId: string, { byLink }: { byLink: boolean }): Promise<NewSession> {
    const token = newToken();
    await manager.query('DELETE FROM sessions WHERE expires_at <= now()');
    const [row] = await manager.query(
      `INSERT INTO sessions (token_hash, user_id, by_link, expires_at)
       VALUES ($1, $2, $3, now() + ${IDLE}) RETURNING expires_at AS "expiresAt"`,
      [hashToken(token), userId, byLink],
    );
    return { token, expiresAt: row.expiresAt };
  }

  /** The person whose session this is; null if it is unknown or over, or the person is disabled. */
  async find(token: string): Promise<LiveSession | null> {
    const [row] = await this.dataSource.query(
      `SELECT u.id AS "userId", u.email, u.role, s.seen_at < now() - ${SLIDE_AFTER} AS "isStale"
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = $1 AND s.expires_at > now() AND u.disabled_at IS NULL`,
      [hashToken(token)],
    );
    return row ?? null;
  }

  /** Finds a session for a request of the person, which begins the idle time again. */
  async use(token: string): Promise<UsedSession | null> {
    const session = await this.find(token);
    return session && { ...session, renewedUntil: session.isStale ? await this.slide(token) : null };
  }

  async end(token: string): Promise<void> {
    await this.dataSource.getRepository(Session).delete({ tokenHash: hashToken(token) });
  }

  /**
   * True if a one-time link began this session and the person has not chosen a password since; a person who has one may
   * replace it without knowing it within the first hour of the session only.
   */
  async mayResetPassword(token: string): Promise<boolean> {
    const [row] = await this.dataSource.query(
      `SELECT FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = $1 AND s.by_link
         AND (u.password_hash IS NULL OR s.created_at > now() - ${RESET_WITHIN})`,
      [hashToken(token)],
    );
    return row !== undefined;
  }

  /** After a new password: ends every other session of the person; this one no longer excuses the current password. */
  async keepOnly(manager: EntityManager, userId: string, token: string | null): Promise<void> {
    const tokenHash = token && hashToken(token);
    await manager.query('DELETE FROM sessions WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2', [
      userId,
      tokenHash,
    ]);
    await manager.query('UPDATE sessions SET by_link = false WHERE token_hash = $1', [tokenHash]);
  }

  private async slide(token: string): Promise<Date | null> {
    const [[row]] = await this.dataSource.query(
      `UPDATE sessions SET seen_at = now(), expires_at = least(now() + ${IDLE}, created_at + ${MAX_LIFETIME})
       WHERE token_hash = $1 RETURNING expires_at AS "expiresAt"`,
      [hashToken(token)],
    );
    return row?.expiresAt ?? null;
  }
}
