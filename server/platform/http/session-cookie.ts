import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BrowserSession } from '../graphql/context.js';

const NAME = 'toile_session';

/** Fetch metadata of requests that our own pages, or no page at all, make. */
const OWN_ORIGIN = [undefined, 'same-origin', 'none'];
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * The session token of a request. Beside `SameSite=Lax`, a request that changes something and says it comes from
 * another origin, even of the same site, is taken as anonymous.
 */
export function sessionTokenOf(request: FastifyRequest): string | null {
  const fromElsewhere = !OWN_ORIGIN.includes(request.headers['sec-fetch-site'] as string | undefined);
  if (fromElsewhere && !SAFE_METHODS.includes(request.method)) return null;
  return request.cookies[NAME] ?? null;
}

export function setSessionCookie(reply: FastifyReply, token: string, expires: Date, secure: boolean): void {
  reply.setCookie(NAME, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
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
    reply.clearCookie(NAME, { path: '/' });
  },
});
