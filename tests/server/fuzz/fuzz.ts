import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { startBackend } from '../../../server/perfusion/index.js';
import { type Logger, Role, Scope } from '../../../server/platform/index.js';
import { addItem, addStore } from '../../support/product/catalog.js';
import { useServer } from '../../support/product/serve.js';
import { gradientPng } from '../models/gradient-png.js';
import { addTinyModels } from '../models/tiny-models.js';
import { fileDoor, uploadDoor } from './file-door.js';
import { graphqlDoor, streamDoor } from './graphql-door.js';
import { inferenceDoor } from './inference-door.js';
import type { Door, FuzzRequest } from './request.js';
import { segmentDoor } from './segment-door.js';

/** The same seed sends the same inputs again. */
const SEED = Number(process.env.TOILE_FUZZ_SEED ?? 1);

/** Requests under way at a time. */
const SENDERS = 8;
/** What a second half of the inputs may leave in memory: of 2,000, a leak of 20 KB an input is found. */
const MAX_GROWTH_BYTES = 20 * 2 ** 20;
/** Of fewer inputs no leak is looked for: the heap rises or falls by up to 10 MB without one. */
const MIN_COUNT_FOR_LEAKS = 2_000;
const INFERENCE_KEY = 'a-key-of-the-inference-port';
const PLENTY = 1_000_000;
const patienceMs = (count: number) => 90_000 + 100 * count;

const defects: string[] = [];
const logger: Logger = pino({ level: 'error' }, { write: (line: string) => defects.push(line) });
const server = useServer({ logger, rateLimits: { anonymous: PLENTY, person: PLENTY, key: PLENTY } });
let inference: FastifyInstance;
let senders: Senders;
let doors: readonly Door[];

interface Input {
  readonly url: string;
  readonly door: string;
  readonly request: FuzzRequest;
}

beforeAll(async () => {
  await startBackend({ forced: process.env.TOILE_TF_BACKEND ?? 'wasm' });
  const { toile, dataSource, dataDirectory } = server.toile;
  const png = await gradientPng(1);
  const store = await addStore(dataSource);
  const items = [
    await addItem(dataSource, store, { key: 'a' }),
    await addItem(dataSource, store, { key: 'b' }),
  ];
  const { hash } = await toile.storage.images.addUnchecked([png]);
  const models = await addTinyModels(toile, dataDirectory);
  const versions = [models.rewardId, models.generatorId];
  inference = toile.models.createProtocolServer({ apiKey: INFERENCE_KEY, log: logger });
  await inference.listen({ port: 0, host: '127.0.0.1' });
  const ids = [store.id, ...items.map(({ id }) => id), ...versions, store.workspaceId, hash, '1', 'a'];
  senders = await addSenders();
  doors = [
    graphqlDoor(toile.schema, ids),
    streamDoor(ids),
    segmentDoor(['a', 'b', 'nothing'], [senders.main.eventsKey.authorization!.slice('Bearer '.length)]),
    uploadDoor(png),
    fileDoor([hash], ids),
    inferenceDoor(versions, png),
  ];
});
afterAll(async () => {
  await inference?.close();
  await server.toile.toile.jobs.stop();
});

type Credentials = Readonly<Record<string, string>>;

interface Senders {
  readonly main: Readonly<Record<Door['mainSender'], Credentials>>;
  readonly others: readonly Credentials[];
}

/** Every role, every scope, no credentials, and credentials that are wrong. */
async function addSenders(): Promise<Senders> {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const people = await Promise.all(Object.values(Role).map((role) => server.signIn(role)));
  const keys = await Promise.all(Object.values(Scope).map((scope) => server.addKey(scope)));
  return {
    main: {
      administrator: { cookie: await server.signIn(Role.ADMIN) },
      eventsKey: bearer(await server.addKey(Scope.EVENTS_WRITE)),
      inferenceKey: bearer(INFERENCE_KEY),
    },
    others: [
      {},
      ...people.map((cookie) => ({ cookie })),
      ...keys.map(bearer),
      bearer('toile_wrong'),
      bearer(''),
      { authorization: 'Basic !!' },
      { cookie: 'toile_session=wrong' },
      { cookie: people[0]!, 'toile-workspace': 'no such workspace' },
    ],
  };
}

/** The inputs of all entry points, each with some credentials, in mixed order. */
function inputsOf(count: number, { main, others }: Senders): Input[] {
  const port = (inference.server.address() as AddressInfo).port;
  const urls = { product: server.url, inference: `http://127.0.0.1:${port}` };
  const inputs = doors.flatMap(({ name, server, share, mainSender, requests }) => {
    const senders = fc.oneof(fc.constant(main[mainSender]), fc.constantFrom(...others));
    const input = fc.tuple(requests, senders).map(([request, credentials]) => ({
      url: urls[server],
      door: name,
      request: { ...request, headers: { ...credentials, ...request.headers } },
    }));
    return fc.sample(input, { seed: SEED, numRuns: Math.ceil(count * share) });
  });
  const mixed = fc.shuffledSubarray(inputs, { minLength: inputs.length });
  return fc.sample(mixed, { seed: SEED, numRuns: 1 })[0]!;
}

/** Sends inputs to every entry point of the product, with the credentials of each. */
export const itAnswers = (count: number): void =>
  it(
    `answers ${count} inputs of seed ${SEED} without a defect${count < MIN_COUNT_FOR_LEAKS ? '' : ' and without keeping them'}`,
    async () => {
      const inputs = inputsOf(count, senders);
      const half = inputs.length >> 1;

      const failures = await sendAll(inputs.slice(0, half));
      const before = usedBytes();
      failures.push(...(await sendAll(inputs.slice(half))));
      const growth = usedBytes() - before;

      expect({ failures, defects }).toEqual({ failures: [], defects: [] });
      if (count >= MIN_COUNT_FOR_LEAKS) expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
    },
    patienceMs(count),
  );

/** @returns the inputs that were answered with a 5xx or not at all, as texts to send again */
async function sendAll(all: readonly Input[]): Promise<string[]> {
  const failures: string[] = [];
  const queue = [...all];
  const work = async () => {
    for (let input = queue.pop(); input; input = queue.pop()) {
      const outcome = await send(input).catch((error: Error) => error.message);
      if (typeof outcome === 'string' || outcome >= 500) failures.push(`${outcome} ${described(input)}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, work));
  return failures;
}

const described = ({ door, request: { body = '', ...request } }: Input) =>
  `${door}: ${JSON.stringify(request).slice(0, 400)} ${JSON.stringify(String(body).slice(0, 600))}`;

/** @returns the status */
async function send({ url, request: { method, path, headers, body } }: Input): Promise<number> {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, path, method, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  if (response.headers['content-type']?.startsWith('text/event-stream')) sent.destroy();
  else for await (const _chunk of response);
  return response.statusCode ?? 0;
}

/** Bytes of the heap after everything that nobody holds was given back. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round++) collect();
  return process.memoryUsage().heapUsed;
}
