import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { senderOf } from '../access/sender.js';
import { rateLimited } from '../errors/domain-error.js';
import { isSignIn } from './is-sign-in.js';

/** Requests a minute. */
export interface RateLimits {
  /** By address. */
  readonly anonymous: number;
  readonly person: number;
  readonly key: number;
}

export const RATE_LIMITS: RateLimits = { anonymous: 300, person: 6_000, key: 60_000 };

/** Headers against hostile pages, on every answer. */
export async function sendSafeHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    strictTransportSecurity: secure,
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(secure) },
  });
}

/**
 * CORS for the routes that pages of other sites may call; before anything that may refuse them, so that they are told
 * why.
 */
export async function admitForeignPages(app: FastifyInstance): Promise<void> {
  await app.register(cors, {
    delegator: (request, done) => done(null, isTracking(request) ? TRACKING_CORS : { origin: false }),
  });
}

/** Rate limits by viewer. A request that signs in is not counted: `PasswordGuard` has a limit for strangers only. */
export async function limitRequests(app: FastifyInstance, rateLimits: RateLimits): Promise<void> {
  await app.register(rateLimit, {
    hook: 'preHandler', // when the viewer is known
    timeWindow: '1 minute',
    keyGenerator: senderOf,
    max: (request) => rateLimits[kindOf(request)],
    allowList: isSignIn,
    errorResponseBuilder: (_request, { after, ttl }) =>
      rateLimited(`Too many requests: try again in ${after}`, Math.ceil(ttl / 1000)),
  });
}

/** Everything from here; inline styles since the interface's components position themselves by them. */
const contentSecurityPolicy = (secure: boolean): Record<string, string[]> => ({
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
});

/** Events come from shop pages of any origin, with a key in the request and never with a cookie. */
const TRACKING_CORS = {
  origin: '*',
  methods: ['POST'],
  allowedHeaders: ['authorization', 'content-encoding', 'content-type'],
  exposedHeaders: ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
  maxAge: 86_400,
};

const isTracking = ({ url }: FastifyRequest) => url.startsWith('/v1/');

function kindOf({ viewer }: FastifyRequest): keyof RateLimits {
  if (viewer.kind === 'key') return 'key';
  return viewer.kind === 'user' ? 'person' : 'anonymous';
}
