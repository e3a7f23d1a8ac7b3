import type { Viewer } from '../../auth/viewer.js';
import { authorizeOperation } from './authorize-operation.js';
import type { Operation } from './operation.js';
import { limitAnswer, limitDocument, limitVariables } from './operation-limits.js';

/**
 * Refuses an operation that its sender may not ask for or that would cost too much, before anything of it is done.
 * Work that grows with the variables comes last, so that it is done only for who may send them.
 *
 * @throws {GraphQLError} UNAUTHENTICATED, FORBIDDEN or INVALID_INPUT
 */
export function admitOperation(operation: Operation, viewer: Viewer): void {
  limitDocument(operation);
  authorizeOperation(operation, viewer);
  limitVariables(operation);
  limitAnswer(operation);
}
