import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type AccessRule, allows } from '../../access/authorize.js';
import { Role, Scope } from '../../access/viewer.js';
import { countedBody, tooLarge } from './counted-body.js';
import { endRefusedBodies } from './refused-bodies.js';

/**
 * Bytes of a request that anyone may send, and of all that carry no table. Files come as streams and have their own.
 */
export const MAX_BODY = 64 * 1024;
/** Bytes of a GraphQL request of who may write tables of events and counts, or register a model with its values. */
const MAX_TABLE_BODY = 8 * 1024 * 1024;
/** Bytes of a tracking request, as Segment's clients keep to; anyone's, since the key may stand in it. */
const MAX_TRACKING_BODY = 500 * 1024;

/** The roles and scopes whose mutations take tables. */
const SEND_TABLES: AccessRule = {
  roles: [Role.ANALYST, Role.ML_ENGINEER],
  scopes: [Scope.EVENTS_WRITE, Scope.COUNTS_WRITE],
};

/**
 * Limits bodies by route and, for GraphQL, by viewer, before anything of them is read or as soon as they are too long.
 * Call it before any route is added.
 */
export function limitBodies(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/v1/')) route.bodyLimit ??= MAX_TRACKING_BODY;
    if (route.url === '/graphql') route.bodyLimit ??= MAX_TABLE_BODY;
  });
  app.addHook('preParsing', async (request, _reply, payload) =>
    isLimited(request) ? limited(request, payload as Readable) : payload,
  );
  endRefusedBodies(app);
}

const isLimited = ({ routeOptions, viewer }: FastifyRequest) =>
  routeOptions.url === '/graphql' && !allows(SEND_TABLES, viewer);

function limited({ headers }: FastifyRequest, body: Readable): Readable {
  if (headers['content-length'] === undefined) return countedBody(body, MAX_BODY, tooLargeForAnyone);
  if (Number(headers['content-length']) > MAX_BODY) throw tooLargeForAnyone();
  return body;
}

const tooLargeForAnyone = () =>
  tooLarge(
    `The request body is too large (at most ${MAX_BODY / 1024} KiB): to send more, sign in as an analyst, or use a key that may write`,
  );
