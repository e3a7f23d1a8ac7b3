import type { Viewer } from '../../../access/viewer.js';
import { authorizeOperation } from './authorize-operation.js';
import { limitSizes, limitTables, limitVariables } from './limit-values.js';
import type { Operation } from './operation.js';
import { limitAnswer, limitDocument } from './operation-limits.js';

/**
 * Refuses an operation that its sender may not ask for or that would cost too much, before anything of it is done.
 * What grows with the variables comes last, for those who may send them: counting first, then reading them as their
 * types.
 *
 * @throws {GraphQLError} UNAUTHENTICATED, FORBIDDEN or INVALID_INPUT
 */
export function admitOperation(operation: Operation, viewer: Viewer): void {
  limitDocument(operation);
  authorizeOperation(operation, viewer);
  limitTables(operation);
  limitSizes(operation);
  limitVariables(operation);
  limitAnswer(operation);
}
