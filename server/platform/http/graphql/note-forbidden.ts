import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { type GraphQLError, Kind } from 'graphql';
import type { RefusalLog } from '../../auth/audit/refusal-log.js';
import { DomainError } from '../../errors/domain-error.js';
import type { Context } from '../../graphql/context.js';

/** Notes in the audit log what of an operation its viewer may not have; one of several fields stands for them all. */
export async function noteForbidden(
  refusals: RefusalLog,
  { viewer, address }: Context,
  errors: readonly GraphQLError[],
): Promise<void> {
  const forbidden = errors.find(isForbidden);
  if (!forbidden) return;
  const subject = { type: 'Field', id: fieldOf(forbidden) };
  const { message } = forbidden;
  await refusals.note({ viewer, address, action: 'permission.refuse', subject, details: { message } });
}

/** `noteForbidden` for queries and mutations. */
export const forbiddenLog = (refusals: RefusalLog): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ contextValue, errors }) {
        await noteForbidden(refusals, contextValue, errors);
      },
    };
  },
});

function isForbidden(error: GraphQLError): boolean {
  const original = unwrapResolverError(error);
  return original instanceof DomainError && original.code === 'FORBIDDEN';
}

/** As the schema names it: the path of the error has the names that the client chose. */
function fieldOf({ nodes }: GraphQLError): string {
  const node = nodes?.[0];
  return node?.kind === Kind.FIELD ? node.name.value : 'unknown';
}
