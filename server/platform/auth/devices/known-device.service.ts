import type { DataSource, EntityManager } from 'typeorm';
import { hashToken, newToken } from '../tokens.js';

/** How long a browser is known after the last sign-in in it. */
const LIFETIME = "interval '180 days'";

/** Browsers in which one person is known; a further one replaces the one that was used least recently. */
const MAX_DEVICES = 20;

/** What the cookie of a browser shall hold. */
interface RememberedDevice {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Knows browsers again in which a person signed in before, so that strangers cannot use up their attempts. */
export class KnownDeviceService {
  constructor(private readonly dataSource: DataSource) {}

  /** One query whether or not a person has the e-mail, so that its time does not tell. */
  async isKnown(email: string, token: string): Promise<boolean> {
    const found = await this.dataSource.query(
      `SELECT FROM known_devices AS device JOIN users ON users.id = device.user_id
       WHERE device.token_hash = $1 AND device.expires_at > now() AND users.email = $2`,
      [hashToken(token), email],
    );
    return found.length > 0;
  }

  /**
   * Remembers a browser in the transaction of the sign-in, and forgets those whose time is over and all but the last 20
   * of the person. A token that we gave out is kept, since others may be known by it too; one that we did not is
   * replaced.
   */
  async remember(
    manager: EntityManager,
    userId: string,
    presented: string | null,
  ): Promise<RememberedDevice> {
    await manager.query('DELETE FROM known_devices WHERE expires_at <= now()');
    const [ours] = presented
      ? await manager.query('SELECT FROM known_devices WHERE token_hash = $1 LIMIT 1', [hashToken(presented)])
      : [];
    const token = ours && presented ? presented : newToken();
    const [row] = await manager.query(
      `INSERT INTO known_devices (token_hash, user_id, expires_at) VALUES ($1, $2, now() + ${LIFETIME})
       ON CONFLICT (token_hash, user_id) DO UPDATE SET expires_at = excluded.expires_at
       RETURNING expires_at AS "expiresAt"`,
      [hashToken(token), userId],
    );
    await manager.query(
      `DELETE FROM known_devices WHERE user_id = $1 AND token_hash IN (
         SELECT token_hash FROM known_devices WHERE user_id = $1
         ORDER BY expires_at DESC OFFSET ${MAX_DEVICES})`,
      [userId],
    );
    return { token, expiresAt: row.expiresAt };
  }

  /** Forgets the browsers of a person, but for the one with this token. */
  async keepOnly(manager: EntityManager, userId: string, token: string | null): Promise<void> {
    await manager.query('DELETE FROM known_devices WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2', [
      userId,
      token && hashToken(token),
    ]);
  }
}
