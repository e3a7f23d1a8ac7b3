import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { DATABASE_GONE, isDatabaseGone } from '../database/faults/database-gone.js';
import { refusedValue } from '../database/faults/refused-value.js';
import { isStopped, REQUEST_STOPPED } from '../database/faults/stopped-statement.js';
import { DomainError } from '../errors/domain-error.js';
import { firstSentences, shortened } from '../errors/shortened.js';

const INTERNAL = 'INTERNAL_SERVER_ERROR';

/** The one place where errors become GraphQL errors. Apollo does not mask messages by itself. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const told = toldOf(formatted, error);
  return { ...told, message: shortened(told.message) };
}

function toldOf(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof DomainError) {
    const { message, code, facts } = original;
    return { ...formatted, message, extensions: { code, ...facts } };
  }
  if (original instanceof ArgumentValidationError) {
    return { ...formatted, message: constraintsOf(original), extensions: { code: 'INVALID_INPUT' } };
  }
  const refusal = refusedValue(original);
  if (refusal) return { ...formatted, message: refusal, extensions: { code: 'INVALID_INPUT' } };
  if (isDatabaseGone(original)) return failed(formatted, 'UNAVAILABLE', DATABASE_GONE);
  if (isStopped(original)) return failed(formatted, 'TIMEOUT', REQUEST_STOPPED);
  if (formatted.extensions?.code === INTERNAL) return masked(formatted);
  return withOurWords(formatted);
}

/** True for an error that a client caused or may see; anything else is a defect to be logged. */
export function isExpected(error: GraphQLError): boolean {
  const original = unwrapResolverError(error);
  return (
    original instanceof DomainError ||
    original instanceof ArgumentValidationError ||
    (original instanceof GraphQLError && original.extensions.code !== undefined) || // others are masked
    refusedValue(original) !== null ||
    isDatabaseGone(original) ||
    isStopped(original)
  );
}

const masked = ({ path }: GraphQLFormattedError): GraphQLFormattedError => ({
  message: 'Internal server error',
  ...(path ? { path } : {}),
  extensions: { code: INTERNAL },
});

const failed = (formatted: GraphQLFormattedError, code: string, message: string): GraphQLFormattedError => ({
  ...masked(formatted),
  message,
  extensions: { code },
});

const TOO_MANY_TOKENS = /contains more tha[nt] (\d+) tokens/;

/** Apollo's codes for operations that are wrong in themselves. */
const WRONG_OPERATION: readonly unknown[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
];

/** Errors of the document and its variables in the one vocabulary of codes. */
function withOurWords(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const tokens = TOO_MANY_TOKENS.exec(formatted.message)?.[1];
  if (tokens) {
    const message = `This is too much: a document has at most ${tokens} tokens; pass values as variables`;
    return { ...formatted, message, extensions: { code: 'INVALID_INPUT' } };
  }
  const code = formatted.extensions?.code;
  return { ...formatted, extensions: { code: WRONG_OPERATION.includes(code) ? 'INVALID_INPUT' : code } };
}

interface Violation {
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly Violation[];
}

function constraintsOf(error: ArgumentValidationError): string {
  const sentences = (violations: readonly Violation[]): string[] =>
    violations.flatMap(({ constraints = {}, children = [] }) => [
      ...Object.values(constraints),
      ...sentences(children),
    ]);
  return firstSentences(sentences(error.extensions.validationErrors as readonly Violation[]));
}
