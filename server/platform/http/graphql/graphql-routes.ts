import fastifyApollo from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { invalidInput } from '../../errors/domain-error.js';
import { type ApolloOptions, createApolloServer } from './create-apollo-server.js';
import { MAX_DOCUMENT_LENGTH } from './operations/operation-limits.js';
import { type SubscriptionOptions, subscriptionRoute } from './subscriptions/subscription-route.js';

export type GraphqlOptions = ApolloOptions & SubscriptionOptions;

/**
 * Queries and mutations at /graphql, where a browser gets a page to try them; subscriptions as server-sent events at
 * /graphql/stream.
 */
export async function graphqlRoutes(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const apollo = createApolloServer(options);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  await app.register(async (operations) => {
    operations.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    operations.addHook('preValidation', async ({ body }) => refuseLongDocument(body));
    await operations.register(fastifyApollo(apollo), {
      path: '/graphql',
      method: ['GET', 'POST'],
      context: async (request, reply) => options.contextOf(request, reply),
    });
  });
  await app.register(subscriptionRoute, options);
}

/** Apollo Server would hash and read it first. */
function refuseLongDocument(body: unknown): void {
  const { query } = (body ?? {}) as { readonly query?: unknown };
  if (typeof query !== 'string' || query.length <= MAX_DOCUMENT_LENGTH) return;
  throw invalidInput(
    `This is too much: a document has at most ${MAX_DOCUMENT_LENGTH} characters; pass values as variables`,
  );
}
