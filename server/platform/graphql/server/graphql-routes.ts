import fastifyApollo from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.js';
import { type ApolloOptions, createApolloServer } from './create-apollo-server.js';
import { subscriptionRoute } from './subscription-route.js';

export interface GraphqlOptions extends ApolloOptions {
  contextOf(request: FastifyRequest, reply: FastifyReply): Context;
}

/** Queries and mutations at /graphql; subscriptions as server-sent events at /graphql/stream. */
export async function graphqlRoutes(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const apollo = createApolloServer(options);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  await app.register(fastifyApollo(apollo), {
    path: '/graphql',
    method: ['GET', 'POST'],
    context: async (request, reply) => options.contextOf(request, reply),
  });
  await app.register(subscriptionRoute, options);
}
