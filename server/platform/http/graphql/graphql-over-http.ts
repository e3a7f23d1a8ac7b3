import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import { isDatabaseGone } from '../../database/faults/database-gone.js';
import { DomainError } from '../../errors/domain-error.js';

/** Seconds after which a client may try again while the database is away. */
export const RETRY_AFTER_SECONDS = 5;

/** Of operations that were refused as a whole. */
const REFUSED: readonly unknown[] = [400, 401, 403];

/**
 * Status codes as the GraphQL over HTTP specification wants them: 200 for every well-formed request of a client
 * that takes `application/json`, whatever is wrong with the document or its sender, but 503 while the database is away
 * and 429 for who is to wait.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export const graphqlOverHttp: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response, errors }) {
        if (errors?.some(isFromDatabaseGone)) {
          response.http.status = 503;
          response.http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
          return;
        }
        const retryAfterSeconds = errors?.map(retryAfterOf).find((seconds) => seconds !== undefined);
        if (retryAfterSeconds !== undefined) {
          response.http.status = 429;
          response.http.headers.set('retry-after', String(retryAfterSeconds));
          return;
        }
        const accept = request.http?.headers.get('accept') ?? '';
        const takesJsonOnly = accept.includes('application/json') && !accept.includes('graphql-response');
        if (takesJsonOnly && REFUSED.includes(response.http.status)) response.http.status = 200;
      },
    };
  },
};

function retryAfterOf(error: GraphQLError): number | undefined {
  const original = unwrapResolverError(error);
  return original instanceof DomainError ? original.facts.retryAfterSeconds : undefined;
}

const isFromDatabaseGone = (error: GraphQLError) => isDatabaseGone(unwrapResolverError(error));
