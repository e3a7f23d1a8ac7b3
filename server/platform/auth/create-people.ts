import type { DataSource } from 'typeorm';
import { AttemptLimit } from './attempt-limit.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditLogResolver } from './audit/audit-log.resolver.js';
import { Authenticator } from './authenticator.js';
import { ApiKey } from './keys/api-key.entity.js';
import { ApiKeyResolver } from './keys/api-key.resolver.js';
import { ApiKeyService } from './keys/api-key.service.js';
import { PasswordService } from './people/password.service.js';
import { PeopleResolver } from './people/people.resolver.js';
import { Session } from './people/session.entity.js';
import { SessionService } from './people/session.service.js';
import { SetupResolver } from './people/setup.resolver.js';
import { SignInResolver } from './people/sign-in.resolver.js';
import { SignInService } from './people/sign-in.service.js';
import { SignInLink } from './people/sign-in-link.entity.js';
import { SignInLinkService } from './people/sign-in-link.service.js';
import { User } from './people/user.entity.js';
import { UserService } from './people/user.service.js';

export const peopleEntities = [User, Session, SignInLink, AuditEntry, ApiKey];

const QUARTER_OF_AN_HOUR_MS = 15 * 60 * 1000;

export interface PeopleOptions {
  readonly dataSource: DataSource;
  /** Where people reach the server, without a trailing slash. */
  readonly publicUrl: string;
  /** Id of the workspace an API key shall belong to, the default one for null; throws NOT_FOUND. */
  readonly toWorkspaceId: (requested: string | null) => Promise<string>;
}

/** Everything about who may come in: people, sessions, API keys and the audit log. */
export function createPeople({ dataSource, publicUrl, toWorkspaceId }: PeopleOptions) {
  const limit = (maximum: number) =>
    new AttemptLimit({ maximum, windowMs: QUARTER_OF_AN_HOUR_MS, now: Date.now });
  const audit = new AuditLog(dataSource);
  const sessions = new SessionService(dataSource);
  const links = new SignInLinkService(publicUrl);
  const users = new UserService({ dataSource, sessions, links, audit });
  const keys = new ApiKeyService({ dataSource, audit, toWorkspaceId });
  const entrance = { dataSource, sessions, links, audit, accountLimit: limit(5), addressLimit: limit(100) };
  const signIns = new SignInService(entrance);
  const passwords = new PasswordService(entrance);
  return {
    audit,
    users,
    keys,
    authenticator: new Authenticator(sessions, keys, limit(1_000)),
    resolvers: [
      new SignInResolver({ users, signIns, passwords }),
      new SetupResolver(users),
      new PeopleResolver(users),
      new ApiKeyResolver(keys),
      new AuditLogResolver(audit),
    ],
  };
}
