import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  getOperationAST,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { authorize } from '../../auth/access.js';
import type { Viewer } from '../../auth/viewer.js';
import { DomainError } from '../../errors/domain-error.js';
import { ruleOf } from '../access-rules.js';
import type { Operation } from './operation.js';

/**
 * Refuses an operation of which the viewer may use no field, before its variables are looked at. One that may answer
 * in part goes on: its other fields are refused one by one.
 *
 * @throws {GraphQLError} with the refusal of its first field
 */
export function authorizeOperation({ schema, document, operationName }: Operation, viewer: Viewer): void {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return;
  const fields = fieldsOf(operation.selectionSet, fragmentsOf(document));
  const refusals = fields.map((field) => refusalOf(root, field, viewer));
  const [first] = refusals;
  if (first && !refusals.includes(null)) throw first;
}

const HTTP_STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403 };

function refusalOf(root: GraphQLObjectType, node: FieldNode, viewer: Viewer): GraphQLError | null {
  const field = root.getFields()[node.name.value];
  const rule = field && ruleOf(field);
  if (!rule) return null; // introspection
  try {
    authorize(viewer, rule);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const path = [node.alias?.value ?? node.name.value];
    const http = { status: HTTP_STATUS[error.code] };
    return new GraphQLError(error.message, {
      nodes: node,
      path,
      originalError: error,
      extensions: { http },
    });
  }
}

type Fragments = Map<string, FragmentDefinitionNode>;

const fragmentsOf = ({ definitions }: Operation['document']): Fragments =>
  new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** The fields of a selection. Each fragment is opened once and then forgotten, however often it is spread. */
function fieldsOf(set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, fragments);
    const fragment = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    return fragment ? fieldsOf(fragment.selectionSet, fragments) : [];
  });
}
