import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  getOperationAST,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Context } from '../../../graphql/context.js';
import type { Operation } from './operation.js';

/** A root field that an operation asks for, and what the schema says of it. */
export interface RootField {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, Context>;
}

/** The root fields of an operation, also those in fragments. Introspection (`__typename`) does not count. */
export function rootFieldsOf({ schema, document, operationName }: Operation): RootField[] {
  const operation = getOperationAST(document, operationName);
  const known = operation && schema.getRootType(operation.operation)?.getFields();
  if (!known) return [];
  return nodesOf(operation.selectionSet, fragmentsOf(document)).flatMap((node) => {
    const field = known[node.name.value];
    return field ? [{ node, field }] : [];
  });
}

type Fragments = Map<string, FragmentDefinitionNode>;

const fragmentsOf = ({ definitions }: Operation['document']): Fragments =>
  new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** The fields of a selection. Each fragment is opened once and then forgotten, however often it is spread. */
function nodesOf(set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return nodesOf(selection.selectionSet, fragments);
    const fragment = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    return fragment ? nodesOf(fragment.selectionSet, fragments) : [];
  });
}
