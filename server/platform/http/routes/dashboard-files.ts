import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from '../error-responses.js';

/** Build scripts that lie beside what they build. */
const NOT_FOR_BROWSERS = ['*.{map,d.ts}', '{build,dev,codegen,vite.config}.js'];
const YEAR_SECONDS = 31_536_000;

/**
 * The dashboard: files as they are, those with a hash in their name to be kept for ever, and its page for every
 * other address that a person opens. Unknown addresses of programs are not found.
 */
export async function serveDashboard(app: FastifyInstance, directory: string): Promise<void> {
  const isBuilt = existsSync(join(directory, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      globIgnore: NOT_FOR_BROWSERS,
      cacheControl: false,
      setHeaders: (response, path) => response.setHeader('cache-control', cacheControlOf(path)),
    });
  }
  app.setNotFoundHandler((request, reply) =>
    isBuilt && isPage(request) ? sendPage(reply) : notFound(request, reply),
  );
}

const cacheControlOf = (path: string) =>
  path.includes('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';

const API = /^\/(api|graphql|health|images|metrics|v1)(\/|$|\?)/;

const isPage = ({ method, url, headers }: FastifyRequest) =>
  (method === 'GET' || method === 'HEAD') && !API.test(url) && (headers.accept ?? '').includes('text/html');

const sendPage = (reply: FastifyReply) => reply.header('cache-control', 'no-cache').sendFile('index.html');

const notFound = ({ method, url }: FastifyRequest, reply: FastifyReply) =>
  reply.code(404).send(errorBody('NOT_FOUND', `There is nothing at ${method} ${url.split('?')[0]}`));
