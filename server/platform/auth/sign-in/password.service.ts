import type { DataSource } from 'typeorm';
import { authorize, SIGNED_IN } from '../../access/authorize.js';
import { forbidden } from '../../errors/domain-error.js';
import type { Context } from '../../graphql/context.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { KnownDeviceService } from '../devices/known-device.service.js';
import type { PasswordGuard } from '../limits/password-guard.js';
import { hashPassword } from '../passwords.js';
import { User } from '../people/user.entity.js';
import type { SessionService } from '../sessions/session.service.js';

export interface PasswordOptions {
  readonly dataSource: DataSource;
  readonly sessions: SessionService;
  readonly devices: KnownDeviceService;
  readonly audit: AuditLog;
  readonly guard: PasswordGuard;
}

export interface PasswordChange {
  readonly currentPassword?: string | null;
  readonly password: string;
}

export class PasswordService {
  constructor(private readonly options: PasswordOptions) {}

  /**
   * Chooses the viewer's own password, ends their other sessions and forgets their other devices. The current one must
   * be given, except in a session that a one-time link began: its person has none yet, or forgot it and replaces it
   * within an hour.
   *
   * @throws {DomainError} INVALID_INPUT for a password too short, too long or easy to guess, FORBIDDEN for a wrong
   *         current one, RATE_LIMITED after too many of those
   */
  async set(context: Context, change: PasswordChange): Promise<User> {
    const { viewer, session, device } = context;
    authorize(viewer, SIGNED_IN);
    if (viewer.kind !== 'user') throw forbidden('Only a signed-in person has a password');
    const { dataSource, sessions, devices, audit } = this.options;
    const user = await dataSource.getRepository(User).findOneByOrFail({ id: viewer.userId });
    const byLink = session.token !== null && (await sessions.mayResetPassword(session.token));
    if (!byLink) await this.confirm(user, context, change.currentPassword ?? '');
    const passwordHash = await hashPassword(change.password, user);

    return dataSource.transaction(async (manager) => {
      await manager.update(User, { id: user.id }, { passwordHash });
      await sessions.keepOnly(manager, user.id, session.token);
      await devices.keepOnly(manager, user.id, device.token);
      await audit.record(manager, viewer, 'user.setPassword', { type: 'User', id: user.id }, { byLink });
      return manager.findOneByOrFail(User, { id: user.id });
    });
  }

  private async confirm(user: User, { address, device }: Context, password: string): Promise<void> {
    const passwordHash = () => Promise.resolve(user.passwordHash);
    const attempt = { email: user.email, passwordHash, password, address, deviceToken: device.token };
    if (!(await this.options.guard.isRight(attempt))) throw forbidden('The current password is wrong');
  }
}
