import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import type { RefusalLog } from '../auth/audit/refusal-log.js';
import type { Authenticator } from '../auth/authenticator.js';
import { ClientGoneError } from '../database/faults/stopped-statement.js';
import { noteReader } from '../database/read-for.js';
import type { Context } from '../graphql/context.js';
import type { Logger } from '../telemetry/logger.js';
import { authenticateRequests, credentialsOf } from './authentication.js';
import { answerErrors } from './error-responses.js';
import { graphqlRoutes } from './graphql/graphql-routes.js';
import {
  admitForeignPages,
  limitRequests,
  RATE_LIMITS,
  type RateLimits,
  sendSafeHeaders,
} from './protection.js';
import { limitBodies, MAX_BODY } from './requests/body-limits.js';
import { brokenRequests } from './requests/broken-requests.js';
import { connectionOptions, PATIENCE, type Patience, refuseSlowClients } from './requests/slow-clients.js';
import { serveDashboard } from './routes/dashboard-files.js';
import { healthRoutes } from './routes/health.js';
import { measureRequests, metricsRoute } from './routes/metrics-route.js';
import { browserDeviceOf, browserSessionOf } from './session-cookie.js';
import { untilGone } from './until-gone.js';

/** How long answers under way may take once the server stops. */
const DRAIN_MS = 10_000;

export interface HttpServerOptions {
  readonly schema: GraphQLSchema;
  readonly authenticator: Authenticator;
  /** The workspace of a request, given who asks and the `toile-workspace` header: an id or a slug. */
  readonly workspaceIdOf: (viewer: Viewer, requested: string | null) => Promise<string>;
  readonly refusals: RefusalLog;
  /** For health. */
  readonly dataSource: DataSource;
  /** Routes of the domains; `request.viewer` says who asks. */
  readonly routes: readonly FastifyPluginAsync[];
  readonly logger: Logger;
  readonly metrics: Registry;
  /** Where people reach the server; with https, cookies go over https only. */
  readonly publicUrl: string;
  readonly trustProxy: boolean | string[];
  /** The built dashboard; without its index.html only the API is served. */
  readonly dashboardDirectory: string;
  /** Requests a minute; the usual ones by default. */
  readonly rateLimits?: RateLimits;
  /** How slow clients may be; the usual patience by default. */
  readonly patience?: Patience;
}

export interface HttpServer {
  readonly app: FastifyInstance;
  /**
   * Says "not ready" for a while, so that clients can look elsewhere, then takes no more, ends
   * subscriptions, lets answers under way finish for up to 10 seconds, and stops.
   *
   * @param noticeMs how long to say so; 0 by default
   */
  drain(noticeMs?: number): Promise<void>;
}

/** The one HTTP server of the product; it listens when `app.listen` is called. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { patience = PATIENCE } = options;
  const app: FastifyInstance = Fastify(fastifyOptions(options, patience));
  let isDraining = false;
  await guardRequests(app, options, patience);
  const health = {
    dataSource: options.dataSource,
    isDraining: () => isDraining,
    logLevel: 'silent',
  } as const;
  await app.register(healthRoutes, health);
  await app.register(cookie);
  await app.register((product) => serveProduct(product, options));
  await serveDashboard(app, options.dashboardDirectory);

  return {
    app,
    drain: async (noticeMs = 0) => {
      isDraining = true;
      await sleep(noticeMs);
      await closeWithin(app, DRAIN_MS);
    },
  };
}

const fastifyOptions = ({ logger, trustProxy }: HttpServerOptions, patience: Patience) => ({
  loggerInstance: logger as FastifyBaseLogger,
  trustProxy,
  genReqId,
  ...connectionOptions(patience),
  bodyLimit: MAX_BODY,
  ...brokenRequests,
  routerOptions: { ignoreTrailingSlash: true },
});

/** What holds for every request, whatever it asks for. */
async function guardRequests(
  app: FastifyInstance,
  { refusals, metrics, publicUrl }: HttpServerOptions,
  patience: Patience,
): Promise<void> {
  limitBodies(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  refuseSlowClients(app, patience);
  answerErrors(app, refusals);
  await sendSafeHeaders(app, isSecure(publicUrl));
  measureRequests(app, metrics);
}

/** GraphQL and the routes of the domains, for whom a request says that it comes from. */
async function serveProduct(app: FastifyInstance, options: HttpServerOptions): Promise<void> {
  const { authenticator, metrics, rateLimits = RATE_LIMITS } = options;
  const secure = isSecure(options.publicUrl);
  await admitForeignPages(app);
  authenticateRequests(app, { authenticator, secure });
  await limitRequests(app, rateLimits);
  metricsRoute(app, metrics);
  await graphqlRoutes(app, {
    ...options,
    contextOf: contextOf(options.workspaceIdOf, secure),
    viewerOf: (request) => viewerNow(authenticator, request),
  });
  for (const route of options.routes) await app.register(route);
}

const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');

/** Who sends a request, looked up again. */
const viewerNow = (authenticator: Authenticator, request: FastifyRequest): Promise<Viewer> =>
  authenticator.viewerNow(credentialsOf(request));

const contextOf =
  (workspaceIdOf: HttpServerOptions['workspaceIdOf'], secure: boolean) =>
  (request: FastifyRequest, reply: FastifyReply): Context => {
    const viewer = { ...request.viewer }; // of this request alone
    let workspaceId: Promise<string> | undefined;
    noteReader(viewer, () => untilGone(reply, new ClientGoneError()));
    return {
      viewer,
      requestId: request.id,
      workspaceId: () => {
        workspaceId ??= workspaceIdOf(viewer, headerOf(request, 'toile-workspace'));
        return workspaceId;
      },
      address: request.ip,
      session: browserSessionOf(request, reply, secure),
      device: browserDeviceOf(request, reply, secure),
    };
  };

function headerOf({ headers }: FastifyRequest, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The id a proxy gave the request, if it is a plain one, so that logs of both can be joined. */
function genReqId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Connections that fall idle in this time are closed too: browsers would keep them open for minutes. */
async function closeWithin(app: FastifyInstance, limitMs: number): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const limit = setTimeout(() => app.server.closeAllConnections(), limitMs);
  await app.close().finally(() => {
    clearInterval(idle);
    clearTimeout(limit);
  });
}
