import type { EntityManager } from 'typeorm';
import { unauthenticated } from '../../errors/domain-error.js';
import { hashToken, newToken } from '../tokens.js';

const LIFETIME = "interval '3 days'";

/** A link as it is handed to a person: the only time its token is seen. */
export interface IssuedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

export class SignInLinkService {
  /** @param publicUrl where people reach the server, without a trailing slash */
  constructor(private readonly publicUrl: string) {}

  /** Issues a link; the links this person had before no longer work. */
  async issue(manager: EntityManager, userId: string): Promise<IssuedLink> {
    const token = newToken();
    await this.revoke(manager, userId);
    const [row] = await manager.query(
      `INSERT INTO sign_in_links (token_hash, user_id, expires_at)
       VALUES ($1, $2, now() + ${LIFETIME}) RETURNING expires_at AS "expiresAt"`,
      [hashToken(token), userId],
    );
    return { url: `${this.publicUrl}/sign-in?token=${token}`, expiresAt: row.expiresAt };
  }

  /** Forgets the unused links of a person. */
  async revoke(manager: EntityManager, userId: string): Promise<void> {
    await manager.query('DELETE FROM sign_in_links WHERE user_id = $1 AND used_at IS NULL', [userId]);
  }

  /**
   * Uses a link up. Of two at the same time the second waits for the first one's row lock and then finds it used.
   *
   * @returns the id of the person it signs in
   * @throws {DomainError} UNAUTHENTICATED when it is unknown, used or too old
   */
  async use(manager: EntityManager, token: string): Promise<string> {
    const [[row]] = await manager.query(
      `UPDATE sign_in_links l SET used_at = now() FROM users u
       WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > now()
         AND u.id = l.user_id AND u.disabled_at IS NULL
       RETURNING l.user_id AS "userId"`,
      [hashToken(token)],
    );
    if (!row)
      throw unauthenticated('This link was used before or is too old: ask an administrator for a new one');
    return row.userId;
  }
}
