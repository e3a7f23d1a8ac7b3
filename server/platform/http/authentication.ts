import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANONYMOUS, type Viewer } from '../access/viewer.js';
import type { Authenticator } from '../auth/authenticator.js';
import { sessionTokenOf, setSessionCookie } from './session-cookie.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set before any handler runs. */
    viewer: Viewer;
  }
}

export interface AuthenticationOptions {
  readonly authenticator: Authenticator;
  /** Cookies go over https only. */
  readonly secure: boolean;
}

/**
 * Finds out the viewer of every request: by API key, by session cookie, and on the tracking routes by the
 * `writeKey` of the body, as Segment's clients send it.
 */
export function authenticateRequests(
  app: FastifyInstance,
  { authenticator, secure }: AuthenticationOptions,
): void {
  app.decorateRequest('viewer', null as never);
  app.addHook('onRequest', async (request, reply) => {
    const credentials = credentialsOf(request);
    const { viewer, renewedUntil } = await authenticator.authenticate(credentials);
    request.viewer = viewer;
    const { sessionToken } = credentials;
    if (sessionToken && renewedUntil) setSessionCookie(reply, sessionToken, renewedUntil, secure);
  });
  app.addHook('preHandler', async (request) => {
    const key = request.viewer === ANONYMOUS ? writeKeyOf(request) : null;
    if (key !== null) request.viewer = await authenticator.viewerOfKey(key, request.ip);
  });
}

/** What a request says of who sends it. */
export const credentialsOf = (request: FastifyRequest) => ({
  authorization: request.headers.authorization,
  sessionToken: sessionTokenOf(request),
  address: request.ip,
});

function writeKeyOf({ routeOptions, body }: FastifyRequest): string | null {
  if (!routeOptions.url?.startsWith('/v1/') || typeof body !== 'object' || body === null) return null;
  return 'writeKey' in body && typeof body.writeKey === 'string' ? body.writeKey : null;
}
