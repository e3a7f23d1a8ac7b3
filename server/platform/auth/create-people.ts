import type { DataSource } from 'typeorm';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditLogResolver } from './audit/audit-log.resolver.js';
import { PeopleResolver } from './people/people.resolver.js';
import { Session } from './people/session.entity.js';
import { SignInLink } from './people/sign-in-link.entity.js';
import { User } from './people/user.entity.js';
import { UserService } from './people/user.service.js';

export const peopleEntities = [User, Session, SignInLink, AuditEntry];

export interface PeopleOptions {
  readonly dataSource: DataSource;
}

/** Everything about who may come in: people, sessions, API keys and the audit log. */
export function createPeople({ dataSource }: PeopleOptions) {
  const users = new UserService(dataSource);
  const audit = new AuditLog(dataSource);
  return { users, audit, resolvers: [new PeopleResolver(users), new AuditLogResolver(audit)] };
}
