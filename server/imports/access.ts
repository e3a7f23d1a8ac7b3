import { type AccessRule, Role, Scope } from '../platform/index.js';

/** Files of any kind, as jobs, and their rejected rows. */
export const IMPORT_FILES: AccessRule = { roles: [Role.ANALYST] };

/** Counts that come with a request; they add the stores and items that they name. */
export const IMPORT_COUNTS: AccessRule = { roles: [Role.ANALYST], scopes: [Scope.COUNTS_WRITE] };
