import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { z } from 'zod';
import {
  connectionOptions,
  DomainError,
  endRefusedBodies,
  invalidInput,
  isDatabaseGone,
  type Logger,
  PATIENCE,
  type Patience,
  refuseSlowClients,
  shortened,
  TryAgainError,
  unauthenticated,
  untilGone,
  VERSION,
} from '../../platform/index.js';
import { inferenceRequest } from '../remote/inference-protocol.js';
import type { ServedModels } from './served-models.js';

/** 64 images of 512 x 512 as PNG in base64. */
const MAX_BODY_BYTES = 64 * 2 ** 20;
const RETRY_AFTER_SECONDS = 1;
const UNAVAILABLE = 503;
/** For the log alone, as nginx writes it. */
const CLIENT_GONE = 499;

const STATUS: Readonly<Record<DomainError['code'], number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
};

interface ModelRoute {
  readonly Params: { readonly name: string; readonly version?: string };
}

export interface ProtocolServerOptions {
  readonly models: ServedModels;
  /** Every request but those for health carries it as a bearer token. */
  readonly apiKey: string;
  readonly log: Logger;
  /** How slow clients may be; the usual patience by default. */
  readonly patience?: Patience;
  /** Why this process cannot do its work now; null if it can, which is the default. */
  readonly problem?: () => Promise<string | null>;
}

/** Serves our models under the Open Inference Protocol v2; it listens when `listen` is called. */
export function createProtocolServer({
  models,
  apiKey,
  log,
  patience = PATIENCE,
  problem = async () => null,
}: ProtocolServerOptions): FastifyInstance {
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    bodyLimit: MAX_BODY_BYTES,
    ...connectionOptions(patience),
    routerOptions: { ignoreTrailingSlash: true },
  });
  refuseSlowClients(app, patience);
  endRefusedBodies(app);
  answerErrors(app);
  app.addHook('onRequest', async (request) => {
    if (!request.routeOptions.url?.startsWith('/v2/health/')) requireKey(request, apiKey);
  });
  app.get('/v2', async () => ({ name: 'toile', version: VERSION, extensions: [] }));
  app.get('/v2/health/live', { logLevel: 'silent' }, async () => ({ live: true }));
  app.get('/v2/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
    const error = await problem();
    if (error === null) return { ready: true };
    return reply.code(UNAVAILABLE).header('retry-after', RETRY_AFTER_SECONDS).send({ ready: false, error });
  });
  for (const path of ['/v2/models/:name', '/v2/models/:name/versions/:version'])
    serveModel(app, path, models);
  return app;
}

function serveModel(app: FastifyInstance, path: string, models: ServedModels): void {
  app.get<ModelRoute>(path, async ({ params: { name, version } }) =>
    models.metadata(name, await models.find(name, version)),
  );
  app.get<ModelRoute>(`${path}/ready`, async ({ params: { name, version } }) => {
    await models.find(name, version);
    return { name, ready: true };
  });
  app.post<ModelRoute>(
    `${path}/infer`,
    { config: { takesFile: true } },
    async ({ params: { name, version }, body }, reply) => {
      const found = await models.find(name, version);
      const { data, error } = inferenceRequest.safeParse(body);
      if (error) throw invalidInput(z.prettifyError(error));
      const output = await models.infer(found, data, untilGone(reply, new ClientGoneError()));
      return { model_name: name, model_version: found.id, id: data.id, outputs: [output] };
    },
  );
}

/** Why an inference stopped: its client has gone. */
class ClientGoneError extends Error {}

/** Compares hashes, which takes the same time for every key. */
function requireKey({ headers }: FastifyRequest, apiKey: string): void {
  const given = headers.authorization?.match(/^Bearer (.+)$/i)?.[1] ?? '';
  if (timingSafeEqual(sha256(given), sha256(apiKey))) return;
  throw unauthenticated('Send the key of this server as "Authorization: Bearer KEY"');
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ error: 'There is nothing here' }));
  app.setErrorHandler<Error & { readonly statusCode?: number }>((error, request, reply) => {
    if (error instanceof DomainError) return answerDomainError(error, reply);
    if (error instanceof ClientGoneError) {
      reply.code(CLIENT_GONE);
      request.log.info({ res: reply, responseTime: reply.elapsedTime }, 'the client went away');
      return reply.send(); // Fastify logs no end of a response that has no client
    }
    if (isDatabaseGone(error)) {
      reply.code(UNAVAILABLE).header('retry-after', RETRY_AFTER_SECONDS);
      return reply.send({ error: 'The database does not answer: try again later' });
    }
    if (error.statusCode && error.statusCode < 500)
      return reply.code(error.statusCode).send({ error: error.message });
    request.log.error({ err: error }, 'an inference failed');
    return reply.code(500).send({ error: 'Internal server error' });
  });
}

/** What passes by itself is said as clients of the protocol, ours too, ask again after: 429, or 503 for a conflict. */
function answerDomainError(error: DomainError, reply: FastifyReply): FastifyReply {
  const passes = error instanceof TryAgainError;
  if (passes || error.code === 'RATE_LIMITED') reply.header('retry-after', RETRY_AFTER_SECONDS);
  const status = passes && error.code === 'CONFLICT' ? UNAVAILABLE : STATUS[error.code];
  return reply.code(status).send({ error: shortened(error.message) });
}
