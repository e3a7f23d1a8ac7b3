import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getNamedType,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import {
  type ComplexityEstimator,
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
} from 'graphql-query-complexity';
import { DEFAULT_PAGE_SIZE } from '../../../graphql/connections/page-size.js';
import type { Operation } from './operation.js';
import { refusal, refuseAbove } from './refusal.js';

/** Characters of a document, so that a long comment or text in it costs nothing. */
export const MAX_DOCUMENT_LENGTH = 64 * 1024;
/** Tokens of a document; variables do not count. */
export const MAX_TOKENS = 2_000;
/** Faults of a document that are looked for. */
export const MAX_DOCUMENT_FAULTS = 5;
const MAX_DEPTH = 12;
const MAX_ALIASES = 30;
/** Times that a document may ask for the whole schema. */
const MAX_INTROSPECTIONS = 2;
/** About as many fields as an answer may have, each element of a page counted. */
const MAX_COMPLEXITY = 20_000;

/** @throws {GraphQLError} INVALID_INPUT that says which limit and how far it was passed */
export function limitDocument({ document }: Operation): void {
  refuseAbove(MAX_DEPTH, depthOf(document), 'fields are nested', 'deep: ask for less at a time');
  refuseAbove(MAX_ALIASES, aliasesIn(document), 'there are', 'aliases: use several requests');
  refuseAbove(
    MAX_INTROSPECTIONS,
    introspectionsIn(document),
    'the schema is asked for',
    'times: ask for it once',
  );
}

/**
 * @throws {GraphQLError} INVALID_INPUT that says how far the limit was passed, or which argument does not fit its type:
 *   without it the cost is unknown
 */
export function limitAnswer(operation: Operation): void {
  refuseAbove(
    MAX_COMPLEXITY,
    complexityOf(operation),
    'the answer could have',
    'fields: ask for smaller pages or fewer fields',
  );
}

function introspectionsIn(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Field({ name }) {
      if (name.value === '__schema' || name.value === '__type') count += 1;
    },
  });
  return count;
}

/** Levels of fields below the operation; introspection, which has limits of its own, is not counted. */
function depthOf(document: DocumentNode): number {
  const fragments = fragmentsIn(document);
  const known = new Map<string, number>(); // so that a fragment that is spread often is measured once
  const ofSelection = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return below(selection.selectionSet);
    return isIntrospection(selection) ? 0 : 1 + below(selection.selectionSet);
  };
  const below = (set: SelectionSetNode | undefined) => largest((set?.selections ?? []).map(ofSelection));
  const ofFragment = (name: string): number => {
    const depth = known.get(name) ?? below(fragments.get(name)?.selectionSet);
    known.set(name, depth);
    return depth;
  };
  return largest(
    document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? below(definition.selectionSet) : 0,
    ),
  );
}

const largest = (numbers: readonly number[]): number => Math.max(0, ...numbers);

const fragmentsIn = ({ definitions }: DocumentNode) =>
  new Map(
    definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );

const isIntrospection = ({ name }: FieldNode) => name.value.startsWith('__');

function aliasesIn(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Field({ alias }) {
      if (alias) count += 1;
    },
  });
  return count;
}

/** 0 where no operation has the name, as execution will say. */
function complexityOf({ schema, document, operationName, variables }: Operation): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  try {
    return getComplexity({
      schema,
      query: document,
      ...(operationName ? { operationName } : {}),
      variables: withoutRows(declaredOf(operation, variables)),
      estimators: [
        fieldExtensionsEstimator(),
        connectionEstimator,
        simpleEstimator({ defaultComplexity: 1 }),
      ],
    });
  } catch (error) {
    if (error instanceof GraphQLError) throw refusal(error.message, error.nodes);
    throw error;
  }
}

type Values = Readonly<Record<string, unknown>>;

/** Nothing is known of the shape of other variables. */
const declaredOf = (
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Operation['variables'],
): Values =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable: { name } }) => {
      const value = variables?.[name.value];
      return value === undefined ? [] : [[name.value, value]];
    }),
  );

/** The values with every list of objects empty: no cost depends on those, and the library would read each again. */
const withoutRows = (values: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (Array.isArray(value)) return [name, value.some(isValues) ? [] : value];
      return [name, isValues(value) ? withoutRows(value) : value];
    }),
  );

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** A page costs its size times what one element costs. */
const connectionEstimator: ComplexityEstimator = ({ field, args, childComplexity }) => {
  if (!getNamedType(field.type).name.endsWith('Connection')) return;
  const size = Number(args.first ?? args.last ?? DEFAULT_PAGE_SIZE);
  return 1 + Math.max(1, size) * childComplexity;
};
