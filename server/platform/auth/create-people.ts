import type { DataSource } from 'typeorm';
import type { Logger } from '../telemetry/logger.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditLogResolver } from './audit/audit-log.resolver.js';
import { RefusalLog } from './audit/refusal-log.js';
import { Authenticator } from './authenticator.js';
import { KnownDevice } from './devices/known-device.entity.js';
import { KnownDeviceService } from './devices/known-device.service.js';
import { ApiKey } from './keys/api-key.entity.js';
import { ApiKeyResolver } from './keys/api-key.resolver.js';
import { ApiKeyService } from './keys/api-key.service.js';
import { AttemptLimit, forgetAttempts } from './limits/attempt-limit.js';
import { PasswordGuard } from './limits/password-guard.js';
import { PeopleResolver } from './people/people.resolver.js';
import { User } from './people/user.entity.js';
import { UserService } from './people/user.service.js';
import { Session } from './sessions/session.entity.js';
import { SessionService } from './sessions/session.service.js';
import { SignInLink } from './sessions/sign-in-link.entity.js';
import { SignInLinkService } from './sessions/sign-in-link.service.js';
import { PasswordService } from './sign-in/password.service.js';
import { SetupResolver } from './sign-in/setup.resolver.js';
import { SignInResolver } from './sign-in/sign-in.resolver.js';
import { SignInService } from './sign-in/sign-in.service.js';

export const peopleEntities = [User, Session, KnownDevice, SignInLink, AuditEntry, ApiKey];

/** Failures in one window, by address; above it they are told to wait. */
const KEY_FAILURES = { name: 'key', maximum: 1_000, windowSeconds: 15 * 60 };
const LINK_FAILURES = { name: 'link', maximum: 100, windowSeconds: 15 * 60 };

export interface PeopleOptions {
  readonly dataSource: DataSource;
  readonly log: Logger;
  /** Where people reach the server, without a trailing slash. */
  readonly publicUrl: string;
  /** Id of the workspace an API key shall belong to, the default one for null; throws NOT_FOUND. */
  readonly toWorkspaceId: (requested: string | null) => Promise<string>;
}

/** Everything about who may come in: people, sessions, API keys and the audit log. */
export function createPeople({ dataSource, log, publicUrl, toWorkspaceId }: PeopleOptions) {
  const audit = new AuditLog(dataSource);
  const refusals = new RefusalLog({ dataSource, audit, log });
  const sessions = new SessionService(dataSource);
  const devices = new KnownDeviceService(dataSource);
  const links = new SignInLinkService(publicUrl);
  const users = new UserService({ dataSource, sessions, devices, links, audit });
  const keys = new ApiKeyService({ dataSource, audit, toWorkspaceId });
  const guard = new PasswordGuard(dataSource, devices);
  const linkFailures = new AttemptLimit({ dataSource, ...LINK_FAILURES });
  const entrance = { dataSource, sessions, devices, links, audit, refusals, guard, linkFailures };
  const signIns = new SignInService(entrance);
  const passwords = new PasswordService(entrance);
  return {
    audit,
    refusals,
    users,
    keys,
    authenticator: new Authenticator(sessions, keys, new AttemptLimit({ dataSource, ...KEY_FAILURES })),
    resolvers: [
      new SignInResolver({ users, signIns, passwords }),
      new SetupResolver(users),
      new PeopleResolver(users),
      new ApiKeyResolver(keys, users),
      new AuditLogResolver(audit),
    ],
    periodicTasks: [{ name: 'forget-attempts', everySeconds: 300, run: () => forgetAttempts(dataSource) }],
  };
}
