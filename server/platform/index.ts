export { type AccessRule, allows, authorize } from './auth/access.js';
export { ANONYMOUS, OPERATOR, Role, Scope, type Viewer } from './auth/viewer.js';
export { createDataSource } from './database/data-source.js';
export {
  conflict,
  DomainError,
  type ErrorCode,
  forbidden,
  invalidInput,
  notFound,
  unauthenticated,
} from './errors/domain-error.js';
export { Access, enforceAccessRules } from './graphql/access-rules.js';
export type { Context } from './graphql/context.js';
export { formatError } from './graphql/format-error.js';
export { perRequest } from './graphql/per-request.js';
