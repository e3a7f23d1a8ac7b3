import type { DataSource, EntityManager } from 'typeorm';
import { unauthenticated } from '../../errors/domain-error.js';
import type { BrowserSession, Context } from '../../graphql/context.js';
import type { AttemptLimit } from '../attempt-limit.js';
import type { AuditLog } from '../audit/audit-log.js';
import { isPassword } from '../passwords.js';
import type { Viewer } from '../viewer.js';
import type { SessionService } from './session.service.js';
import type { SignInLinkService } from './sign-in-link.service.js';
import { User } from './user.entity.js';

type Visitor = Pick<Context, 'address' | 'session'>;

export interface SignInOptions {
  readonly dataSource: DataSource;
  readonly sessions: SessionService;
  readonly links: SignInLinkService;
  readonly audit: AuditLog;
  /** By account and address. */
  readonly accountLimit: AttemptLimit;
  /** By address alone, whatever the account: counts failures, which no success undoes. */
  readonly addressLimit: AttemptLimit;
}

/** How people come in and go out. */
export class SignInService {
  constructor(private readonly options: SignInOptions) {}

  /**
   * Signs in with a password. An unknown person, one without a password, a disabled one and a wrong password all
   * look the same and take as long.
   *
   * @throws {DomainError} UNAUTHENTICATED, or RATE_LIMITED after too many failures
   */
  async signIn(visitor: Visitor, input: { email: string; password: string }): Promise<User> {
    const email = input.email.trim().toLowerCase();
    const { dataSource, accountLimit, addressLimit } = this.options;
    const account = `${email} ${visitor.address}`;
    addressLimit.take(visitor.address);
    accountLimit.take(account);

    const user = await dataSource.getRepository(User).findOneBy({ email });
    const isRight = await isPassword(user?.passwordHash ?? null, input.password);
    if (!user || !isRight || user.disabledAt) throw unauthenticated('The e-mail or the password is wrong');

    accountLimit.forget(account);
    addressLimit.giveBack(visitor.address);
    return this.enter(visitor.session, false, () => Promise.resolve(user.id));
  }

  /**
   * Signs in with a one-time link.
   *
   * @throws {DomainError} UNAUTHENTICATED when it is unknown, used or too old; RATE_LIMITED after too many failures
   */
  async signInWithLink({ address, session }: Visitor, token: string): Promise<User> {
    const { addressLimit, links } = this.options;
    addressLimit.take(address);
    const user = await this.enter(session, true, (manager) => links.use(manager, token));
    addressLimit.giveBack(address);
    return user;
  }

  /** Ends the session of this browser; without one nothing happens. */
  async signOut(session: BrowserSession): Promise<void> {
    if (session.token) await this.options.sessions.end(session.token);
    session.end();
  }

  /** Begins a session for whom `identify` names. The cookie is given only once everything is committed. */
  private async enter(
    browser: BrowserSession,
    byLink: boolean,
    identify: (manager: EntityManager) => Promise<string>,
  ): Promise<User> {
    const { dataSource, sessions, audit } = this.options;
    const { user, session } = await dataSource.transaction(async (manager) => {
      const id = await identify(manager);
      await manager.update(User, { id }, { signedInAt: () => 'now()' });
      const user = await manager.findOneByOrFail(User, { id });
      await audit.record(manager, toViewer(user), 'user.signIn', { type: 'User', id }, { byLink });
      return { user, session: await sessions.begin(manager, id, { byLink }) };
    });
    browser.begin(session.token, session.expiresAt);
    return user;
  }
}

const toViewer = ({ id, email, role }: User): Viewer => ({ kind: 'user', userId: id, email, role });
