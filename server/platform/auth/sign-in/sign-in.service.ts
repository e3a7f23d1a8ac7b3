import { isEmail } from 'class-validator';
import type { DataSource, EntityManager } from 'typeorm';
import { ANONYMOUS, type Viewer } from '../../access/viewer.js';
import { DomainError, unauthenticated } from '../../errors/domain-error.js';
import type { BrowserSession, Context } from '../../graphql/context.js';
import { networkOf } from '../../network/network-of.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Refusal, RefusalLog } from '../audit/refusal-log.js';
import type { KnownDeviceService } from '../devices/known-device.service.js';
import type { AttemptLimit } from '../limits/attempt-limit.js';
import type { PasswordGuard } from '../limits/password-guard.js';
import { User } from '../people/user.entity.js';
import type { SessionService } from '../sessions/session.service.js';
import type { SignInLinkService } from '../sessions/sign-in-link.service.js';

type Visitor = Pick<Context, 'address' | 'session' | 'device'>;

export interface SignInOptions {
  readonly dataSource: DataSource;
  readonly sessions: SessionService;
  readonly devices: KnownDeviceService;
  readonly links: SignInLinkService;
  readonly audit: AuditLog;
  readonly refusals: RefusalLog;
  readonly guard: PasswordGuard;
  /** Links that did not work, by address: 256 random bits cannot be guessed, so that a right one is never refused. */
  readonly linkFailures: AttemptLimit;
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
    const { address, device } = visitor;
    return this.noting({ address, ...triedBy(email) }, async () => {
      const passwordHash = () => this.passwordHashOf(email);
      const attempt = { email, passwordHash, password: input.password, address, deviceToken: device.token };
      if (!(await this.options.guard.isRight(attempt)))
        throw unauthenticated('The e-mail or the password is wrong');
      return this.enter(
        visitor,
        false,
        async (manager) => (await manager.findOneByOrFail(User, { email })).id,
      );
    });
  }

  /**
   * Signs in with a one-time link.
   *
   * @throws {DomainError} UNAUTHENTICATED when it is unknown, used or too old; RATE_LIMITED instead after too many
   */
  async signInWithLink(visitor: Visitor, token: string): Promise<User> {
    const { links, linkFailures } = this.options;
    return this.noting({ address: visitor.address, ...TRIED_BY_LINK }, async () => {
      try {
        return await this.enter(visitor, true, (manager) => links.use(manager, token));
      } catch (error) {
        if (codeOf(error) === 'UNAUTHENTICATED') await linkFailures.take(networkOf(visitor.address));
        throw error;
      }
    });
  }

  /** Ends the session of this browser; without one nothing happens. */
  async signOut(session: BrowserSession): Promise<void> {
    if (session.token) await this.options.sessions.end(session.token);
    session.end();
  }

  private async passwordHashOf(email: string): Promise<string | null> {
    const user = await this.options.dataSource.getRepository(User).findOneBy({ email });
    return user && !user.disabledAt ? user.passwordHash : null;
  }

  /** Begins a session for the person that `identify` names. The cookies are given only once everything is committed. */
  private async enter(
    browser: Visitor,
    byLink: boolean,
    identify: (manager: EntityManager) => Promise<string>,
  ): Promise<User> {
    const { dataSource, sessions, devices, audit } = this.options;
    const { user, session, device } = await dataSource.transaction(async (manager) => {
      const id = await identify(manager);
      await manager.update(User, { id }, { signedInAt: () => 'now()' });
      const user = await manager.findOneByOrFail(User, { id });
      await audit.record(manager, toViewer(user), 'user.signIn', { type: 'User', id }, { byLink });
      const session = await sessions.begin(manager, id, { byLink });
      return { user, session, device: await devices.remember(manager, id, browser.device.token) };
    });
    browser.session.begin(session.token, session.expiresAt);
    browser.device.remember(device.token, device.expiresAt);
    return user;
  }

  /** Notes a sign-in that fails, or is stopped by a limit, in the audit log. */
  private async noting(tried: Tried, signIn: () => Promise<User>): Promise<User> {
    try {
      return await signIn();
    } catch (error) {
      const action = ACTIONS[codeOf(error) ?? ''];
      if (action) await this.options.refusals.note({ viewer: ANONYMOUS, action, ...tried });
      throw error;
    }
  }
}

type Tried = Omit<Refusal, 'viewer' | 'action'>;

const ACTIONS: Readonly<Record<string, 'signIn.fail' | 'signIn.limit'>> = {
  UNAUTHENTICATED: 'signIn.fail',
  RATE_LIMITED: 'signIn.limit',
};

const codeOf = (error: unknown) => (error instanceof DomainError ? error.code : null);

const TRIED_BY_LINK = { subject: { type: 'SignInLink', id: 'unknown' }, details: { byLink: true } };

/** What is not an e-mail address is not noted: people type a password into the wrong field at times. */
function triedBy(email: string): Omit<Tried, 'address'> {
  const id = isEmail(email, { require_tld: false }) ? email : 'unknown';
  return { subject: { type: 'User', id }, details: { byLink: false, email: id } };
}

const toViewer = ({ id, email, role }: User): Viewer => ({ kind: 'user', userId: id, email, role });
