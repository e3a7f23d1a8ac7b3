import type { FastifyRequest } from 'fastify';
import { type DefinitionNode, Kind, OperationTypeNode, parse } from 'graphql';

/** Tokens of a document that signs in; a longer one is not looked at. */
const MAX_TOKENS = 100;
const SIGN_IN_FIELDS = ['signIn', 'signInWithLink'];

/** Whether a request does nothing but sign in. */
export function isSignIn({ viewer, routeOptions, body }: FastifyRequest): boolean {
  if (viewer.kind !== 'anonymous' || routeOptions.url !== '/graphql') return false;
  if (typeof body !== 'object' || body === null || !('query' in body)) return false;
  return typeof body.query === 'string' && signsIn(body.query);
}

function signsIn(query: string): boolean {
  try {
    const { definitions } = parse(query, { maxTokens: MAX_TOKENS, noLocation: true });
    return definitions.length === 1 && definitions.every(isSignInMutation);
  } catch {
    return false; // Apollo says what is wrong with it
  }
}

const isSignInMutation = (definition: DefinitionNode): boolean =>
  definition.kind === Kind.OPERATION_DEFINITION &&
  definition.operation === OperationTypeNode.MUTATION &&
  definition.selectionSet.selections.length === 1 &&
  definition.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && SIGN_IN_FIELDS.includes(selection.name.value),
  );
