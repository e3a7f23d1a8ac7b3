import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { isDatabaseGone } from '../database/database-gone.js';
import { DomainError } from '../errors/domain-error.js';

const INTERNAL = 'INTERNAL_SERVER_ERROR';

/** The one place where errors become GraphQL errors. Apollo does not mask messages by itself. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof DomainError) {
    return { ...formatted, message: original.message, extensions: { code: original.code } };
  }
  if (original instanceof ArgumentValidationError) {
    return { ...formatted, message: constraintsOf(original), extensions: { code: 'INVALID_INPUT' } };
  }
  if (isDatabaseGone(original)) return unavailable(formatted);
  if (formatted.extensions?.code === INTERNAL) return masked(formatted);
  return withOurWords(formatted);
}

/** True for an error that a client caused or may see; anything else is a defect to be logged. */
export function isExpected(error: GraphQLError): boolean {
  const original = unwrapResolverError(error);
  return (
    original instanceof DomainError ||
    original instanceof ArgumentValidationError ||
    original instanceof GraphQLError ||
    isDatabaseGone(original)
  );
}

const masked = ({ path }: GraphQLFormattedError): GraphQLFormattedError => ({
  message: 'Internal server error',
  ...(path ? { path } : {}),
  extensions: { code: INTERNAL },
});

const unavailable = (formatted: GraphQLFormattedError): GraphQLFormattedError => ({
  ...masked(formatted),
  message: 'The database cannot be reached at the moment: try again in a few seconds',
  extensions: { code: 'UNAVAILABLE' },
});

const TOO_MANY_TOKENS = /contains more tha[nt] (\d+) tokens/;

/** Parse and validation errors, in the one vocabulary of codes where there is a word for them. */
function withOurWords(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const tokens = TOO_MANY_TOKENS.exec(formatted.message)?.[1];
  if (tokens) {
    const message = `This is too much: a document has at most ${tokens} tokens; pass values as variables`;
    return { ...formatted, message, extensions: { code: 'INVALID_INPUT' } };
  }
  const code = formatted.extensions?.code;
  return { ...formatted, extensions: { code: code === 'BAD_USER_INPUT' ? 'INVALID_INPUT' : code } };
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
  return sentences(error.extensions.validationErrors as readonly Violation[]).join('; ');
}
