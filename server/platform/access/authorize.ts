import { type DomainError, forbidden, unauthenticated } from '../errors/domain-error.js';
import { Role, type Scope, type Viewer } from './viewer.js';

/** Who may do a thing. ADMIN and the operator may do everything; nobody else anything that is not named here. */
export interface AccessRule {
  /** Also without signing in. */
  readonly everyone?: boolean;
  readonly roles?: readonly Role[];
  readonly scopes?: readonly Scope[];
}

/** Administrators and the operator only. */
export const ADMINISTER: AccessRule = {};

/** Also without signing in. */
export const EVERYONE: AccessRule = { everyone: true };

/** Every signed-in person, whatever the role; no API key. */
export const SIGNED_IN: AccessRule = { roles: Object.values(Role) };

/** The rule for people alone: for what names people, or stores of other workspaces than a key's. */
export const withoutKeys = ({ scopes: _, ...rule }: AccessRule): AccessRule => rule;

export function allows(rule: AccessRule, viewer: Viewer): boolean {
  if (rule.everyone || viewer.kind === 'operator') return true;
  if (viewer.kind === 'user') return viewer.role === Role.ADMIN || (rule.roles ?? []).includes(viewer.role);
  if (viewer.kind === 'key') return viewer.scopes.some((scope) => (rule.scopes ?? []).includes(scope));
  return false;
}

/**
 * Every command of a domain calls this first, so that neither a job nor a schedule can bypass it.
 *
 * @throws {DomainError} UNAUTHENTICATED for a visitor without credentials, FORBIDDEN for a wrong role or scope
 */
export function authorize(viewer: Viewer, rule: AccessRule): void {
  if (!allows(rule, viewer)) throw refusal(viewer, rule);
}

/**
 * As `authorize`, for a command that writes to a workspace.
 *
 * @throws {DomainError} UNAUTHENTICATED, or FORBIDDEN also for a key of another workspace
 */
export function authorizeIn(workspaceId: string, viewer: Viewer, rule: AccessRule): void {
  authorize(viewer, rule);
  if (viewer.kind === 'key' && viewer.workspaceId !== workspaceId)
    throw forbidden('The key belongs to another workspace');
}

function refusal(viewer: Viewer, rule: AccessRule): DomainError {
  if (viewer.kind === 'anonymous') return unauthenticated();
  if (viewer.kind === 'key') {
    const scopes = rule.scopes?.length ? `scope ${rule.scopes.join(' or ')}` : 'a signed-in person';
    return forbidden(`This needs ${scopes}; the key has ${viewer.scopes.join(', ')}`);
  }
  const roles = [Role.ADMIN, ...(rule.roles ?? [])];
  return forbidden(`This needs the role ${roles.join(' or ')}`, { roles });
}
