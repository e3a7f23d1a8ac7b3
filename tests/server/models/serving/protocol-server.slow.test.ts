import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { ModelRunner } from '../../../../server/models/compute/model-runner.js';
import { createProtocolServer } from '../../../../server/models/serving/protocol-server.js';
import { ServedModels } from '../../../../server/models/serving/served-models.js';
import { ModelKind } from '../../../../server/models/versions/model-kind.js';
import type { ModelVersion } from '../../../../server/models/versions/model-version.entity.js';
import { createLogger } from '../../../../server/platform/index.js';
import { NotBegunError } from '../../../../server/platform/threads/try-again-error.js';
import { head, trickle } from '../../../support/requests/trickle.js';

const LOG_LIMIT_MS = 20_000;

const version = { id: 'v', kind: ModelKind.GENERATOR, name: 'Endless', config: {} } as ModelVersion;
const versions = { inProductionUnchecked: async () => version, listByIdsUnchecked: async () => [version] };

/** A model that draws until nobody waits, but for one prompt, at which its thread broke down. */
const endless: Pick<ModelRunner<ModelVersion>, 'generate'> = {
  generate: (_version, { prompt }, { signal } = {}) =>
    new Promise((_, reject) => {
      if (prompt === 'too late') throw new NotBegunError('The models');
      begin();
      signal?.addEventListener('abort', () => reject(signal.reason));
    }),
};

let begin = () => {};
const begun = new Promise<void>((resolve) => {
  begin = resolve;
});
const lines: { readonly level: string; readonly msg: string; readonly res?: { statusCode: number } }[] = [];
const destination = new Writable({
  write(chunk, _, done) {
    lines.push(JSON.parse(String(chunk)));
    done();
  },
});
let app: FastifyInstance;

/** The line with a message, once it is written. */
async function lineOf(message: string): Promise<(typeof lines)[number]> {
  for (const deadline = Date.now() + LOG_LIMIT_MS; Date.now() < deadline; await sleep(10)) {
    const line = lines.find(({ msg }) => msg === message);
    if (line) return line;
  }
  throw new Error(`No line "${message}" in ${LOG_LIMIT_MS} ms`);
}

beforeAll(async () => {
  app = createProtocolServer({
    models: new ServedModels(versions, endless as ModelRunner<ModelVersion>),
    apiKey: 'key',
    log: createLogger({ level: 'info', destination }),
    patience: { headersMs: 1_000, bodyMs: 400, rateMs: 400, bytesPerSecond: 1024 },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

function infer(text: string, signal: AbortSignal | null = null): Promise<Response> {
  const { port } = app.server.address() as AddressInfo;
  const prompt = { name: 'prompt', datatype: 'BYTES', shape: [1], data: [text] };
  return fetch(`http://127.0.0.1:${port}/v2/models/generator/infer`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [prompt] }),
    signal,
  });
}

it('does not wait for a request that trickles in', async () => {
  const { port } = app.server.address() as AddressInfo;
  const headers = {
    authorization: 'Bearer key',
    'content-type': 'application/json',
    'content-length': 50_000,
  };
  const heard = await trickle(
    new URL(`http://127.0.0.1:${port}`),
    head('/v2/models/generator/infer', headers),
  );

  expect(heard).toEqual({ isClosed: true, answer: expect.stringMatching(/^HTTP\/1\.1 408 .*too slowly/s) });
});

it('does not read on what is sent without its key, however fast that comes', async () => {
  const { port } = app.server.address() as AddressInfo;
  const heard = await trickle(
    new URL(`http://127.0.0.1:${port}`),
    head('/v2/models/generator/infer', {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    }),
    `100\r\n${'x'.repeat(256)}\r\n`,
  );

  expect(heard).toEqual({ isClosed: true, answer: expect.stringMatching(/^HTTP\/1\.1 401 /) });
});

it('says when to try again what may succeed then, so that clients do', async () => {
  const { status, headers } = await infer('too late');

  expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 503, retryAfter: '1' });
});

it('reads no body without its key, wherever that is sent', async () => {
  const paths = ['/v2/health/nothing', '/v2/nothing', '/nothing', '/v2/models/reward/infer'];
  const headers = { 'content-type': 'application/json' };
  const answers = paths.map((url) => app.inject({ method: 'POST', url, headers, payload: '{' }));

  expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401]);
  expect((await app.inject('/v2/health/live')).statusCode).toBe(200);
});

it('takes a client that goes away for no failure', async () => {
  const controller = new AbortController();
  const asked = infer('red dress', controller.signal);
  await begun;

  controller.abort();
  await expect(asked).rejects.toThrow();
  const { res } = await lineOf('the client went away');
  await app.close();

  expect(res?.statusCode).toBe(499);
  expect(lines.filter((line) => line.level === 'error' || line.res?.statusCode === 500)).toEqual([]);
});
