import type { FastifyInstance, FastifyRequest } from 'fastify';
import { runFor } from '../database/pools/purpose.js';
import { untilGone } from './until-gone.js';

/**
 * Runs every handler with the connections and time limits of its purpose, and stops what a read asks the database when
 * its client goes away. A mutation of GraphQL takes itself out once it is known to be one.
 */
export function limitStatements(app: FastifyInstance): void {
  // The last hook before the handlers that a body does not come between: reading one changes the asynchronous context.
  app.addHook('preValidation', (request, reply, done) => {
    runFor(isTracking(request) ? 'ingestion' : 'request', done, isRead(request) ? untilGone(reply) : null);
  });
}

const isTracking = ({ routeOptions }: FastifyRequest) => routeOptions.url?.startsWith('/v1/') === true;

const isRead = ({ method, routeOptions }: FastifyRequest) =>
  method === 'GET' || routeOptions.url === '/graphql';
