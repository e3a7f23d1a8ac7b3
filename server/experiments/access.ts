import { type AccessRule, Role, Scope } from '../platform/index.js';

/** Everybody but experts; what is analysed are the caller's own sums, so that no store is shown. */
export const ANALYSE: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.ML_ENGINEER, Role.MERCHANT],
  scopes: [Scope.READ],
};
