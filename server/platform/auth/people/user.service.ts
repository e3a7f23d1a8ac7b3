import { isEmail } from 'class-validator';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { ADMINISTER, authorize } from '../../access/authorize.js';
import { Role, type Viewer } from '../../access/viewer.js';
import { conflict, invalidInput, notFound } from '../../errors/domain-error.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { KnownDeviceService } from '../devices/known-device.service.js';
import { hashPassword } from '../passwords.js';
import type { SessionService } from '../sessions/session.service.js';
import type { IssuedLink, SignInLinkService } from '../sessions/sign-in-link.service.js';
import { lockedWithAdministrators, refuseToLoseTheLast } from './last-administrator.js';
import { User } from './user.entity.js';

export interface UserOptions {
  readonly dataSource: DataSource;
  readonly sessions: SessionService;
  readonly devices: KnownDeviceService;
  readonly links: SignInLinkService;
  readonly audit: AuditLog;
}

export interface NewUser {
  readonly email: string;
  /** The part of the e-mail before the @ by default. */
  readonly name?: string | null;
  readonly role: Role;
}

export interface UserChange {
  readonly id: string;
  readonly name?: string | null;
  readonly role?: Role | null;
  readonly disabled?: boolean | null;
}

/** The person that the first start makes; they may be renamed. */
const FIRST_USER: NewUser = { email: 'admin@localhost', name: 'Administrator', role: Role.ADMIN };

export class UserService {
  constructor(private readonly options: UserOptions) {}

  /** For the person themselves, who asks. @throws {DomainError} NOT_FOUND */
  getUnchecked(id: string): Promise<User> {
    return getUser(this.options.dataSource.manager, id);
  }

  /** Those that exist among the ids, in any order: of keys and the like that the viewer was shown. */
  listByIdsUnchecked(ids: readonly string[]): Promise<User[]> {
    return this.options.dataSource.getRepository(User).findBy({ id: In(ids) });
  }

  /** The person with this e-mail, in any case, for the operator; null when there is none. */
  findByEmailUnchecked(email: string): Promise<User | null> {
    return this.options.dataSource.getRepository(User).findOneBy({ email: normalised(email) });
  }

  async list(viewer: Viewer): Promise<User[]> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.getRepository(User).find({ order: { email: 'ASC' } });
  }

  /**
   * Adds a person, who comes in by the link first.
   *
   * @throws {DomainError} INVALID_INPUT for what is no e-mail address, CONFLICT when someone has it
   */
  async add(viewer: Viewer, input: NewUser): Promise<{ user: User; signInLink: IssuedLink }> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.transaction(async (manager) => {
      const user = await this.insert(manager, viewer, input, null);
      return { user, signInLink: await this.options.links.issue(manager, user.id) };
    });
  }

  /**
   * Adds a person who has a password already.
   *
   * @throws {DomainError} CONFLICT when someone has this e-mail, INVALID_INPUT for what is no e-mail address or
   *         for a password too short, too long or easy to guess
   */
  async addWithPassword(viewer: Viewer, input: NewUser, password: string): Promise<User> {
    authorize(viewer, ADMINISTER);
    const passwordHash = await hashPassword(password, { email: input.email, name: input.name ?? '' });
    return this.options.dataSource.transaction((manager) =>
      this.insert(manager, viewer, input, passwordHash),
    );
  }

  /**
   * Renames a person, gives them another role, disables or enables them. A disabled person is signed out at once.
   *
   * @throws {DomainError} NOT_FOUND, or CONFLICT when no enabled administrator would be left
   */
  async change(viewer: Viewer, { id, name, role, disabled }: UserChange): Promise<User> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.transaction(async (manager) => {
      const before = await lockedWithAdministrators(manager, id);
      const after = manager.create(User, {
        ...before,
        name: name ?? before.name,
        role: role ?? before.role,
        disabledAt: disabledAt(before, disabled),
      });
      await refuseToLoseTheLast(manager, before, after);
      if (after.disabledAt) await this.shutOut(manager, id);
      await this.options.audit.record(manager, viewer, 'user.change', subject(id), {
        email: before.email,
        name,
        role,
        disabled,
      });
      return manager.save(after);
    });
  }

  /**
   * A new one-time link for someone who is new or forgot the password.
   *
   * @throws {DomainError} NOT_FOUND, or CONFLICT for a disabled person
   */
  async issueLink(viewer: Viewer, userId: string): Promise<IssuedLink> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.transaction(async (manager) => {
      const user = await getUser(manager, userId);
      if (user.disabledAt) throw conflict(`${user.email} is disabled: enable this person first`);
      await this.options.audit.record(manager, viewer, 'user.issueSignInLink', subject(userId), {
        email: user.email,
      });
      return this.options.links.issue(manager, userId);
    });
  }

  /** True until anybody has come in: then the installation waits for its first administrator. */
  async needsFirstSignIn(): Promise<boolean> {
    const [{ waits }] = await this.options.dataSource.query(
      'SELECT NOT EXISTS (SELECT FROM users WHERE signed_in_at IS NOT NULL OR password_hash IS NOT NULL) AS waits',
    );
    return waits;
  }

  /**
   * What a start prints while the installation has no people: a link for the first administrator, who is made the
   * first time. Null as soon as there is anybody else, or the administrator has come in.
   */
  async issueFirstLink(viewer: Viewer): Promise<IssuedLink | null> {
    authorize(viewer, ADMINISTER);
    const { dataSource, links } = this.options;
    return dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE');
      const people = await manager.find(User, { take: 2 });
      const [person] = people;
      if (!person) return links.issue(manager, (await this.insert(manager, viewer, FIRST_USER, null)).id);
      const waits = people.length === 1 && person.email === FIRST_USER.email && !person.signedInAt;
      return waits && !person.hasPassword ? links.issue(manager, person.id) : null;
    });
  }

  private async insert(
    manager: EntityManager,
    viewer: Viewer,
    { email, name, role }: NewUser,
    passwordHash: string | null,
  ): Promise<User> {
    if (!isEmail(email.trim(), { require_tld: false }))
      throw invalidInput(`"${email}" is not an e-mail address`);
    const values = {
      email: normalised(email),
      name: name || email.trim().split('@')[0]!,
      role,
      passwordHash,
    };
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(User)
      .values(values)
      .orIgnore()
      .execute();
    const [row] = raw as { id: string }[];
    if (!row) throw conflict(`There is a person with the e-mail ${values.email} already`);
    await this.options.audit.record(manager, viewer, 'user.add', subject(row.id), {
      email: values.email,
      role,
    });
    return getUser(manager, row.id);
  }

  private async shutOut(manager: EntityManager, userId: string): Promise<void> {
    await this.options.sessions.keepOnly(manager, userId, null);
    await this.options.devices.keepOnly(manager, userId, null);
    await this.options.links.revoke(manager, userId);
  }
}

const normalised = (email: string) => email.trim().toLowerCase();
const subject = (id: string) => ({ type: 'User', id });
function disabledAt(user: User, disabled: boolean | null | undefined): Date | null {
  if (disabled == null) return user.disabledAt;
  return disabled ? (user.disabledAt ?? new Date()) : null;
}

async function getUser(manager: EntityManager, id: string): Promise<User> {
  const user = isUuid(id) ? await manager.findOneBy(User, { id }) : null;
  if (!user) throw notFound('User', id);
  return user;
}
