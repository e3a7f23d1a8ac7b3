import { type AccessRule, Role, Scope } from '../platform/index.js';

/** Everybody but experts, who are blind to origin; merchants see the stores they are members of. */
export const READ_LIFT: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.ML_ENGINEER, Role.MERCHANT],
  scopes: [Scope.READ],
};
