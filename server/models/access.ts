import { type AccessRule, Role, Scope, type Viewer } from '../platform/index.js';

/**
 * The registry with what it says of a version, and the runs of a workspace. Versions belong to no workspace: what of
 * them names stores or people is for people alone, and addresses of model servers for those who run models.
 */
export const READ_MODELS: AccessRule = {
  roles: [Role.ML_ENGINEER, Role.ANALYST, Role.PM],
  scopes: [Scope.READ],
};

/** Also merchants, who see the versions in production by name, and the runs that they asked for themselves. */
export const SEE_MODELS: AccessRule = {
  roles: [Role.ML_ENGINEER, Role.ANALYST, Role.PM, Role.MERCHANT],
  scopes: [Scope.READ],
};

/** Training, evaluating, importing and promoting. */
export const RUN_MODELS: AccessRule = { roles: [Role.ML_ENGINEER] };

/** Scoring and generating: a merchant for the stores they are a member of. */
export const USE_MODELS: AccessRule = { roles: [Role.ML_ENGINEER, Role.MERCHANT] };

/** Merchants know of the versions that their scores and images come from, and of no others. */
export const seesProductionOnly = (viewer: Viewer): boolean =>
  viewer.kind === 'user' && viewer.role === Role.MERCHANT;
