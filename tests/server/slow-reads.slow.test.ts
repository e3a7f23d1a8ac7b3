import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createTestDatabase } from '../support/database/database.js';
import { dataFolder, ServerProcess } from '../support/processes/server-process.js';
import { addItem, addStore } from '../support/product/catalog.js';
import { answerOf, postGraphql } from '../support/product/serve.js';

/** Longer than a start may take. */
jest.setTimeout(180_000);

const JOBS = '{ jobs { totalCount edges { node { id } } } }';
const ADD_KEY = 'mutation { addApiKey(input: { name: "shop", scopes: [EVENTS_WRITE] }) { secret } }';
const LOOK_AGAIN_MS = 25;
/** How often a wait looks before it gives up: 15 seconds. */
const LOOKS = 600;

const folder = dataFolder();
let server: ServerProcess;
let database: { readonly url: string; readonly dataSource: DataSource };
/** Holds a table in a transaction, so that every statement about it is slow. */
let holder: pg.Client;
/** Sees what waits; a transaction would see the same all the time. */
let watcher: pg.Client;
let admin: string;
let key: string;
let asked: Promise<Response | null>[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const settings = { TOILE_DATA_DIR: folder.path, DATABASE_URL: database.url, TOILE_JOBS: '0' };
  server = await ServerProcess.start(settings);
  admin = await server.signIn();
  const added = await server.ask(ADD_KEY, { cookie: admin });
  key = added.addApiKey.secret;
  await addItem(database.dataSource, await addStore(database.dataSource), { key: 'a' });
  [holder, watcher] = [await connected(), await connected()];
});
afterAll(async () => {
  await Promise.all([holder.end(), watcher.end(), database.dataSource.destroy(), server.stop()]);
  folder.remove();
});
beforeEach(() => holder.query('BEGIN'));
afterEach(async () => {
  await holder.query('ROLLBACK');
  await Promise.allSettled(asked);
  asked = [];
});

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return client;
}

const hold = (table: string) => holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
const letGo = () => holder.query('COMMIT');

/** Processes of PostgreSQL that wait for what is held. */
async function waiting(): Promise<number[]> {
  const { rows } = await watcher.query(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

/** The number that wait, once it is one that is wanted and stays; the last one seen where that never comes. */
async function waitingOnce(isWanted: (count: number) => boolean): Promise<number> {
  let count = Number.NaN;
  for (let look = 0, same = 0; look < LOOKS && same < 3; look++) {
    const { length } = await waiting();
    same = length === count && isWanted(length) ? same + 1 : 0;
    count = length;
    await sleep(LOOK_AGAIN_MS);
  }
  return count;
}

const cancel = async (pids: readonly number[]) => {
  for (const pid of pids) await watcher.query('SELECT pg_cancel_backend($1)', [pid]);
};

/** Asks as the administrator, until a signal aborts. */
function ask(query: string, signal?: AbortSignal): Promise<Response> {
  const answer = fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: admin },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  });
  asked.push(answer.catch(() => null));
  return answer;
}

const click = () =>
  fetch(`${server.url}/v1/track`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({
      messageId: randomUUID(),
      anonymousId: 'v',
      event: 'Product Clicked',
      properties: { product_id: 'a', scenario: 'SEARCH' },
    }),
  });

it('events, sign-in and health do not wait for reports, however many there are', async () => {
  await hold('jobs');
  const reports = Array.from({ length: 12 }, () => ask(JOBS));
  await waitingOnce((count) => count >= 5);

  const ready = await fetch(`${server.url}/health/ready`);
  expect(ready.status).toBe(200);

  const tracked = await click();
  const recorded = await postGraphql(
    server.url,
    `mutation { recordEvents(input: { events: [{ id: "e", kind: CLICK, item: "a", visitor: "v",
      occurredAt: "2026-01-15T12:00:00Z", scenario: SEARCH }] }) { accepted } }`,
    { authorization: `Bearer ${key}` },
  );
  expect([tracked.status, await answerOf(recorded)]).toEqual([
    200,
    { data: { recordEvents: { accepted: 1 } } },
  ]);

  await letGo();
  const answers = await Promise.all(reports.map(async (report) => (await report).status));
  expect(answers).toEqual(Array(12).fill(200));
});

const READS: [string, string, string][] = [
  ['list', 'jobs', JOBS],
  ['search', 'items', '{ items(filter: { search: "%" }) { totalCount edges { node { id } } } }'],
  ['report', 'store_sums', '{ lift(input: { metric: SEARCH_CTR }) { verdict } }'],
];

it.each(READS)('a %s stops in the database when its client goes away', async (_, table, query) => {
  await hold(table);
  const client = new AbortController();
  const gone = ask(query, client.signal);
  await waitingOnce((count) => count >= 1);

  client.abort();
  await expect(gone).rejects.toThrow('aborted');

  expect(await waitingOnce((count) => count === 0)).toBe(0);
  await letGo();
  const answers = await Promise.all(Array.from({ length: 10 }, async () => answerOf(await ask(query))));
  expect(answers.map(({ errors }) => errors)).toEqual(Array(10).fill(undefined));
});

it('a mutation goes on to its end when its client goes away', async () => {
  await hold('stores');
  const client = new AbortController();
  const gone = ask('mutation { addStore(input: { name: "Left alone" }) { id } }', client.signal);
  await waitingOnce((count) => count === 1);

  client.abort();
  await expect(gone).rejects.toThrow('aborted');
  await letGo();

  const found = () => database.dataSource.query("SELECT FROM stores WHERE name = 'Left alone'");
  for (let look = 0; look < LOOKS && (await found()).length === 0; look++) await sleep(LOOK_AGAIN_MS);
  expect(await found()).toHaveLength(1);
});

it('says that a statement took too long, and what to do', async () => {
  await hold('jobs');
  const answer = ask(JOBS);
  await waitingOnce((count) => count === 1);

  await cancel(await waiting());

  const message =
    'This took longer than 30 seconds and was stopped: ask for less (fewer days, a shorter search), or try again later';
  expect(await (await answer).json()).toEqual({
    data: null,
    errors: [{ message, path: ['jobs'], extensions: { code: 'TIMEOUT' } }],
  });
});

it('events that take too long to store are to be sent again', async () => {
  await hold('event_batches');
  const tracked = click();
  await waitingOnce((count) => count === 1);

  await cancel(await waiting());

  const answer = await tracked;
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await answerOf(answer)).errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
});
