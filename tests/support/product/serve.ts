import { afterAll, beforeAll } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { HttpServerOptions } from '../../../server/platform/http/create-http-server.js';
import {
  createHttpServer,
  type HttpServer,
  OPERATOR,
  type Role,
  type Scope,
} from '../../../server/platform/index.js';
import type { Toile } from '../../../server/schema.js';
import { type Answer, useToile } from './execute.js';

export type ServerOptions = Partial<HttpServerOptions>;

/** An HTTP server over a product; the caller drains it. */
export async function startServer(
  { schema, people, routes, workspaceIdOf }: Toile,
  dataSource: DataSource,
  options: ServerOptions,
) {
  const server = await createHttpServer({
    schema,
    workspaceIdOf,
    authenticator: people.authenticator,
    refusals: people.refusals,
    dataSource,
    routes,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
    publicUrl: 'http://localhost:4000',
    trustProxy: false,
    dashboardDirectory: 'none',
    ...options,
  });
  return { server, url: await server.app.listen({ port: 0, host: '127.0.0.1' }) };
}

/** The whole product behind its HTTP server, on a free port of this machine: read the fields inside tests. */
export function useServer(options: ServerOptions = {}) {
  const toile = useToile();
  const held = {} as { server: HttpServer; url: string };
  beforeAll(async () => {
    Object.assign(held, await startServer(toile.toile, toile.dataSource, options));
  });
  afterAll(() => held.server.drain());

  return {
    toile,
    get url() {
      return held.url;
    },
    get server() {
      return held.server;
    },
    /** A key of the default workspace. */
    addKey: async (...scopes: Scope[]) =>
      (await toile.toile.people.keys.add(OPERATOR, { name: 'test', scopes })).secret,
    /** The `cookie` header of a person who has just signed in. */
    signIn: async (role: Role) => {
      const email = `${role.toLowerCase()}-${process.hrtime.bigint()}@example.com`;
      const { signInLink } = await toile.toile.people.users.add(OPERATOR, { email, role });
      return cookieOf(await signInWith(held.url, new URL(signInLink.url).searchParams.get('token')!));
    },
  };
}

const signInWith = (url: string, token: string) =>
  postGraphql(url, `mutation { signInWithLink(input: { token: "${token}" }) { id } }`);

/** The `cookie` header that a sign-in answered. */
export const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;

/** Posts one operation the way a client does. */
export const postGraphql = (
  url: string,
  query: string,
  headers: Record<string, string> = {},
  variables: object = {},
): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });

/** Sends a file for an import. @returns what the import calls it */
export async function uploadText(url: string, cookie: string, text: string, name: string): Promise<string> {
  const body = new FormData();
  body.append('file', new File([text], name));
  const sent = await fetch(`${url}/api/uploads`, { method: 'POST', headers: { cookie }, body });
  return ((await sent.json()) as { uploadId: string }).uploadId;
}

/** The body of a GraphQL answer, or of any failure. */
export const answerOf = async (response: Response): Promise<Answer> => (await response.json()) as Answer;
