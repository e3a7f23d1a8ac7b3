import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
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
  if (formatted.extensions?.code === 'BAD_USER_INPUT') {
    return { ...formatted, extensions: { code: 'INVALID_INPUT' } };
  }
  if (formatted.extensions?.code !== INTERNAL) return formatted; // parse and validation errors
  return { message: 'Internal server error', path: formatted.path, extensions: { code: INTERNAL } };
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
