import { expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { currentWork } from '../../../../server/platform/database/pools/purpose.js';
import { useServer } from '../../../support/serve.js';

/** What the work of a request is, after it has waited for something. */
async function told(): Promise<{ purpose: string; stops: boolean }> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const { purpose, signal } = currentWork();
  return { purpose, stops: signal !== null };
}

async function routes(app: FastifyInstance): Promise<void> {
  app.get('/api/told', told);
  for (const path of ['/api/told', '/v1/told']) app.post(path, { bodyLimit: 2 ** 20 }, told);
}

const server = useServer({ routes: [routes] });

it('each request has a purpose of its own, also on one connection and after a large body', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(400_000) });
  const post = (path: string) =>
    fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const requests = [() => post('/v1/told'), () => post('/api/told'), () => fetch(`${server.url}/api/told`)];

  const answers = [];
  for (let round = 0; round < 3; round++) {
    for (const request of requests) answers.push(await (await request()).json());
  }
  const atOnce = await Promise.all(requests.map(async (request) => (await request()).json()));

  const expected = [
    { purpose: 'ingestion', stops: false },
    { purpose: 'request', stops: false },
    { purpose: 'request', stops: true },
  ];
  expect(answers).toEqual([...expected, ...expected, ...expected]);
  expect(atOnce).toEqual(expected);
});
