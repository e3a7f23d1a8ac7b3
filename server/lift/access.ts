import { type AccessRule, Role, Scope, withoutKeys } from '../platform/index.js';

/** Everybody but experts, who are blind to origin; merchants see the stores they are members of. */
export const READ_LIFT: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.ML_ENGINEER, Role.MERCHANT],
  scopes: [Scope.READ],
};

/** Saved views name people and lead to a page, so they are for people. */
export const USE_VIEWS: AccessRule = withoutKeys(READ_LIFT);
