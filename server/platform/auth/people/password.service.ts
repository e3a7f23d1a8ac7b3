import type { DataSource } from 'typeorm';
import { forbidden } from '../../errors/domain-error.js';
import type { Context } from '../../graphql/context.js';
import { authorize, SIGNED_IN } from '../access.js';
import type { AttemptLimit } from '../attempt-limit.js';
import type { AuditLog } from '../audit/audit-log.js';
import { hashPassword, isPassword } from '../passwords.js';
import type { SessionService } from './session.service.js';
import { User } from './user.entity.js';

export interface PasswordOptions {
  readonly dataSource: DataSource;
  readonly sessions: SessionService;
  readonly audit: AuditLog;
  /** Failures to give the current password, by account and address. */
  readonly accountLimit: AttemptLimit;
}

export interface PasswordChange {
  readonly currentPassword?: string | null;
  readonly password: string;
}

export class PasswordService {
  constructor(private readonly options: PasswordOptions) {}

  /**
   * Chooses the viewer's own password and ends their other sessions. The current one must be given, but by people
   * who have none or who came in by a one-time link.
   *
   * @throws {DomainError} INVALID_INPUT for a password too short or too long, FORBIDDEN for a wrong current one,
   *         RATE_LIMITED after too many of those
   */
  async set({ viewer, address, session }: Context, change: PasswordChange): Promise<User> {
    authorize(viewer, SIGNED_IN);
    if (viewer.kind !== 'user') throw forbidden('Only a signed-in person has a password');
    const { dataSource, sessions, audit } = this.options;
    const user = await dataSource.getRepository(User).findOneByOrFail({ id: viewer.userId });
    const isExcused =
      !user.passwordHash || (session.token !== null && (await sessions.mayResetPassword(session.token)));
    if (!isExcused) await this.confirm(user, address, change.currentPassword ?? '');
    const passwordHash = await hashPassword(change.password);

    return dataSource.transaction(async (manager) => {
      await manager.update(User, { id: user.id }, { passwordHash });
      await sessions.keepOnly(manager, user.id, session.token);
      await audit.record(manager, viewer, 'user.setPassword', { type: 'User', id: user.id });
      return manager.findOneByOrFail(User, { id: user.id });
    });
  }

  private async confirm({ email, passwordHash }: User, address: string, password: string): Promise<void> {
    const account = `${email} ${address}`;
    this.options.accountLimit.take(account);
    if (!(await isPassword(passwordHash, password))) throw forbidden('The current password is wrong');
    this.options.accountLimit.forget(account);
  }
}
