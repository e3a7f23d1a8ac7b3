import { AuditEntry } from './audit/audit-entry.entity.js';
import { Session } from './people/session.entity.js';
import { SignInLink } from './people/sign-in-link.entity.js';
import { User } from './people/user.entity.js';

export const peopleEntities = [User, Session, SignInLink, AuditEntry];
