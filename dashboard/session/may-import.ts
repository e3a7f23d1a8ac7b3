import type { Role } from '../generated/graphql.js';

/** Who may import files, see them again and revert them. */
export const mayImport = (role: Role): boolean => role === 'ADMIN' || role === 'ANALYST';
