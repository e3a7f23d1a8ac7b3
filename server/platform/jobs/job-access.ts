import { type AccessRule, ADMINISTER, allows } from '../access/authorize.js';
import { Role, Scope, type Viewer } from '../access/viewer.js';

/** What of a job decides who may see it. */
interface OwnedJob {
  readonly workspaceId: string | null;
  readonly requesterId: string | null;
}

/** Whoever may have asked for a job; each sees their own. */
export const USE_JOBS: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.MERCHANT, Role.ML_ENGINEER],
  scopes: [Scope.COUNTS_WRITE, Scope.READ],
};

/** Whoever sees also the jobs that others asked for in a workspace: a key, those of its own workspace. */
export const SEE_WORKSPACE_JOBS: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.ML_ENGINEER],
  scopes: [Scope.READ],
};

/** Its requester, administrators, and for the jobs of a workspace whoever may see those. */
export function maySee(viewer: Viewer, job: OwnedJob): boolean {
  if (mayCancel(viewer, job)) return true;
  if (job.workspaceId === null || !allows(SEE_WORKSPACE_JOBS, viewer)) return false;
  return viewer.kind !== 'key' || viewer.workspaceId === job.workspaceId;
}

/** Its requester and administrators. */
export const mayCancel = (viewer: Viewer, job: OwnedJob): boolean =>
  allows(ADMINISTER, viewer) || (job.requesterId !== null && job.requesterId === idOf(viewer));

/** Of the person or the key; null for the operator and for nobody. */
export function idOf(viewer: Viewer): string | null {
  if (viewer.kind === 'user') return viewer.userId;
  return viewer.kind === 'key' ? viewer.keyId : null;
}

/** For people to read. */
export function nameOf(viewer: Viewer): string {
  if (viewer.kind === 'user') return viewer.email;
  return viewer.kind === 'key' ? viewer.name : viewer.kind;
}
