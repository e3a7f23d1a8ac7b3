import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';

/** What another program's server was asked. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it sent
  readonly body: any;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A server that is not ours: each request takes the next of some answers, and the last one stays. */
export function useAnsweringServer() {
  let server: Server;
  let answers: Answer[] = [];
  const asked: Asked[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer(async (request, response) => {
      asked.push(await read(request));
      const answer = answers.length > 1 ? answers.shift()! : answers[0];
      if (answer) send(response, answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    asked: asked as readonly Asked[],
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    answerWith(...next: Answer[]): void {
      answers = next;
    },
  };
}

/** A file of `tests/fixtures/inference-protocol`. */
export const recorded = (name: string) =>
  JSON.parse(readFileSync(path.resolve('tests/fixtures/inference-protocol', name), 'utf8'));

async function read(request: IncomingMessage): Promise<Asked> {
  const text = Buffer.concat(await request.toArray()).toString('utf8');
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body: text ? JSON.parse(text) : null };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = {} }: Answer): void {
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
}
