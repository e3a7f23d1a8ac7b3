import { GraphQLError, getOperationAST } from 'graphql';
import { authorize } from '../../../access/authorize.js';
import type { Viewer } from '../../../access/viewer.js';
import { DomainError } from '../../../errors/domain-error.js';
import { ruleOf } from '../../../graphql/access-rules.js';
import type { Operation } from './operation.js';
import { type RootField, rootFieldsOf } from './root-fields.js';

/**
 * Refuses an operation with a root field that the viewer may not use, before its values are looked at. It goes on if it
 * has other root fields and carries no values for this one: execution then refuses field by field.
 *
 * @throws {GraphQLError} with the refusal of the first field that is refused
 */
export function authorizeOperation(operation: Operation, viewer: Viewer): void {
  const fields = rootFieldsOf(operation);
  const refusals = fields.flatMap((field) => refusalOf(field, viewer) ?? []);
  const [first] = refusals;
  if (!first) return;
  if (refusals.length === fields.length || carriesValues(operation, refusals)) throw first.error;
}

interface Refusal {
  readonly node: RootField['node'];
  readonly error: GraphQLError;
}

/** Variables count for every field: they are read together. */
function carriesValues({ document, operationName }: Operation, refusals: readonly Refusal[]): boolean {
  const { variableDefinitions = [] } = getOperationAST(document, operationName) ?? {};
  return variableDefinitions.length > 0 || refusals.some(({ node }) => node.arguments?.length);
}

const HTTP_STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403 };

function refusalOf({ node, field }: RootField, viewer: Viewer): Refusal | null {
  try {
    authorize(viewer, ruleOf(field)!); // no schema is built with a root field that has none
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const path = [node.alias?.value ?? node.name.value];
    const http = { status: HTTP_STATUS[error.code] };
    const facts = { nodes: node, path, originalError: error, extensions: { http } };
    return { node, error: new GraphQLError(error.message, facts) };
  }
}
