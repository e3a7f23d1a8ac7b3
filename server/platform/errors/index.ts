export { shownNumber } from '../../random/index.js';
export {
  conflict,
  DomainError,
  forbidden,
  invalidInput,
  notFound,
  rateLimited,
  unauthenticated,
} from './domain-error.js';
export { fileErrorSentence } from './file-error.js';
export { shortened } from './shortened.js';
