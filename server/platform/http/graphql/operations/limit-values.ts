import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isInputObjectType,
  separateOperations,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { firstSentences, MAX_SENTENCES } from '../../../errors/shortened.js';
import { checkIn } from '../../../graphql/limits/enforce-input-limits.js';
import { type Input, limitsOf } from '../../../graphql/limits/limited.js';
import type { Operation } from './operation.js';
import { refusal, refuseAbove } from './refusal.js';
import { rootFieldsOf } from './root-fields.js';

/** Fields of one operation that take a table: each alias would write the same variables again. */
const MAX_TABLES = 1;
/** A list that may have more entries is a table. */
const MAX_PLAIN_ENTRIES = 1_000;

/**
 * Refuses an operation with several root fields that take a table.
 *
 * @throws {GraphQLError} INVALID_INPUT that names the fields
 */
export function limitTables(operation: Operation): void {
  const names = rootFieldsOf(operation)
    .filter(({ field }) => field.args.some((arg) => takesTable(arg)))
    .map(({ field }) => field.name);
  const rest = `fields that take a table (${[...new Set(names)].join(', ')}): send each in a request of its own`;
  refuseAbove(MAX_TABLES, names.length, 'there are', rest);
}

/** @param seen input types that are known to hold none, or are being looked at */
function takesTable(input: Input, seen = new Set<unknown>()): boolean {
  if ((limitsOf(input).items?.max ?? 0) > MAX_PLAIN_ENTRIES) return true;
  const type = getNamedType(input.type);
  if (!isInputObjectType(type) || seen.has(type)) return false;
  seen.add(type);
  return Object.values(type.getFields()).some((field) => takesTable(field, seen));
}

/**
 * Refuses what passes a maximum. Values are counted as they came, since reading them as their types costs far more.
 * Defaults of variables are left to the fields, which check everything again.
 *
 * @throws {GraphQLError} INVALID_INPUT with the first place that passes its maximum
 */
export function limitSizes(operation: Operation): void {
  const { schema, variables } = operation;
  const types = new TypeInfo(schema);
  const refuseExcess = (node: FieldNode): void => {
    const field = types.getFieldDef();
    const excess = field && checkIn(field)?.(valuesOf(node, variables));
    if (excess) throw refusal(excess, [node]);
  };
  visit(chosenIn(operation), visitWithTypeInfo(types, { Field: refuseExcess }));
}

/** The operation with its fragments: another one may use the same variables elsewhere. */
function chosenIn({ document, operationName }: Operation): DocumentNode {
  const name = getOperationAST(document, operationName)?.name?.value ?? '';
  return separateOperations(document)[name] ?? document;
}

/** The arguments as they came. */
const valuesOf = ({ arguments: args = [] }: FieldNode, variables: Operation['variables']) =>
  Object.fromEntries(
    args.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)] as const),
  );

/** @throws {GraphQLError} INVALID_INPUT with the first variables, or parts of them, that do not fit their types */
export function limitVariables({ schema, document, operationName, variables }: Operation): void {
  const operation = getOperationAST(document, operationName);
  if (!operation) return;
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, {
    maxErrors: MAX_SENTENCES,
  });
  if (errors) throw refusal(firstSentences(errors.map(({ message }) => message)), errors[0]?.nodes);
}
