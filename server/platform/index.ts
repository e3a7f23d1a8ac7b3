export {
  conflict,
  DomainError,
  type ErrorCode,
  forbidden,
  invalidInput,
  notFound,
  unauthenticated,
} from './errors/domain-error.js';
