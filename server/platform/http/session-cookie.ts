import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BrowserDevice, BrowserSession } from '../graphql/context.js';

const SESSION = 'toile_session';
/** Lives longer than the session: by it a browser is known when a person signs in again. */
const DEVICE = 'toile_device';

/** Fetch metadata of requests that our own pages, or no page at all, make. */
const OWN_ORIGIN = [undefined, 'same-origin', 'none'];
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

export const sessionTokenOf = (request: FastifyRequest): string | null => cookieOf(request, SESSION);

export function setSessionCookie(reply: FastifyReply, token: string, expires: Date, secure: boolean): void {
  reply.setCookie(SESSION, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
}

/** The session of the browser behind a request. */
export const browserSessionOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
): BrowserSession => ({
  token: sessionTokenOf(request),
  begin: (token, expiresAt) => setSessionCookie(reply, token, expiresAt, secure),
  end: () => {
    reply.clearCookie(SESSION, { path: '/' });
  },
});

/** What the browser behind a request is known by. */
export const browserDeviceOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
): BrowserDevice => ({
  token: cookieOf(request, DEVICE),
  remember: (token, expires) => {
    reply.setCookie(DEVICE, token, { path: '/graphql', httpOnly: true, sameSite: 'lax', secure, expires });
  },
});

/**
 * A cookie of a request. In addition to `SameSite=Lax`, a request that changes something and says it comes from
 * another origin, even of the same site, is taken as one without cookies.
 */
function cookieOf(request: FastifyRequest, name: string): string | null {
  const fromElsewhere = !OWN_ORIGIN.includes(request.headers['sec-fetch-site'] as string | undefined);
  if (fromElsewhere && !SAFE_METHODS.includes(request.method)) return null;
  return request.cookies[name] ?? null;
}
