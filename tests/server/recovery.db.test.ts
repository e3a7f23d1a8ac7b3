import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase } from '../support/database.js';
import { EventLoad } from '../support/event-load.js';
import { BreakableDatabase, dataFolder, ServerProcess } from '../support/server-process.js';

/** Keys of rollups whose sums are not those of the raw events, whatever the server itself thinks of them. */
const WRONG_ROLLUPS = `
  WITH raw AS (
    SELECT item_id, scenario, (occurred_at AT TIME ZONE 'UTC')::date AS day,
      count(*) FILTER (WHERE kind = 'IMPRESSION') AS impressions, count(*) FILTER (WHERE kind = 'CLICK') AS clicks
    FROM events GROUP BY 1, 2, 3
  ), by_store AS (
    SELECT store_id, origin, scenario, day, sum(impressions) AS impressions, sum(clicks) AS clicks
    FROM raw JOIN items ON items.id = item_id GROUP BY 1, 2, 3, 4
  )
  SELECT
    (SELECT count(*) FROM raw FULL JOIN item_days USING (item_id, scenario, day)
      WHERE (raw.impressions, raw.clicks) IS DISTINCT FROM (item_days.impressions, item_days.clicks)) +
    (SELECT count(*) FROM by_store FULL JOIN store_days USING (store_id, origin, scenario, day)
      WHERE (by_store.impressions, by_store.clicks) IS DISTINCT FROM
        (store_days.impressions::numeric, store_days.clicks::numeric)) AS wrong
`;

async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Numbers of the stored events, each as often as it is stored. */
const storedEvents = (url: string): Promise<number[]> =>
  withDatabase(url, async (client) => {
    const { rows } = await client.query('SELECT position FROM events ORDER BY position');
    return rows.map(({ position }) => position);
  });

async function wrongRollups(url: string): Promise<number> {
  return withDatabase(url, async (client) => {
    const waiting = 'SELECT count(*)::int AS count FROM event_batches WHERE rolled_up_at IS NULL';
    while ((await client.query(waiting)).rows[0].count > 0) await sleep(50);
    return Number((await client.query(WRONG_ROLLUPS)).rows[0].wrong);
  });
}

/** A store with two items, and a client with a key. */
async function openShop(server: ServerProcess): Promise<EventLoad> {
  const cookie = await server.signIn();
  const { addStore } = await server.ask('mutation { addStore(input: { name: "Nord" }) { id } }', { cookie });
  const items = { a: 'AI_GENERATED', b: 'HUMAN_DESIGNED' };
  for (const [key, origin] of Object.entries(items)) {
    const input = { storeId: addStore.id, key, origin };
    await server.ask(
      'mutation ($input: AddItemInput!) { addItem(input: $input) { id } }',
      { cookie },
      { input },
    );
  }
  const { addApiKey } = await server.ask(
    'mutation { addApiKey(input: { name: "shop", scopes: [EVENTS_WRITE] }) { secret } }',
    { cookie },
  );
  return new EventLoad(addApiKey.secret, Object.keys(items));
}

const databaseUrlIn = (dataDirectory: string): string =>
  JSON.parse(readFileSync(join(dataDirectory, 'toile.lock'), 'utf8')).databaseUrl;

/** How what is stored differs from exactly one event for every number that must be there. */
function differences(stored: readonly number[], { must, may }: { must: Iterable<number>; may: number }) {
  const found = new Set(stored);
  return {
    missing: [...must].filter((number) => !found.has(number)).length,
    repeated: stored.length - found.size,
    unknown: stored.filter((number) => number < 0 || number >= may).length,
  };
}

const NONE = { missing: 0, repeated: 0, unknown: 0 };
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Stops what a test started, also when it failed half-way. */
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

it('ten times kill -9 under load: every acknowledged event is there once, rollups are right, nothing else', async () => {
  const folder = dataFolder();
  cleanups.push(() => folder.remove());
  const settings = { TOILE_DATA_DIR: folder.path };
  let server = await ServerProcess.start(settings);
  cleanups.push(() => server.stop());
  const load = await openShop(server);
  cleanups.push(() => load.stop());

  for (let round = 0; round < 10; round++) {
    const before = load.acknowledged.size;
    load.start(server.url);
    while (load.acknowledged.size === before) await sleep(10);
    await sleep(round * 60);
    await (round % 2 ? server.killAll(folder.path) : server.kill());
    await load.stop();
    server = await ServerProcess.start(settings);
  }

  const url = databaseUrlIn(folder.path);
  const survived = await storedEvents(url);
  expect(differences(survived, { must: load.acknowledged, may: load.sent })).toEqual(NONE);

  await load.finish(server.url);
  await load.replay(server.url);
  expect(differences(await storedEvents(url), { must: upTo(load.sent), may: load.sent })).toEqual(NONE);
  expect(await wrongRollups(url)).toBe(0);
  expect([...load.statuses.keys()]).toEqual([200]);
}, 600_000);

it('the database gone for a while: 503 with Retry-After, no acknowledged loss, recovery without restart', async () => {
  const target = await createEmptyDatabase();
  const database = new BreakableDatabase(new URL(target));
  const folder = dataFolder();
  cleanups.push(
    () => folder.remove(),
    () => database.close(),
  );
  const server = await ServerProcess.start({
    TOILE_DATA_DIR: folder.path,
    DATABASE_URL: await database.open(),
    TOILE_LOG_LEVEL: 'silent',
  });
  cleanups.push(() => server.stop());
  const load = await openShop(server);
  cleanups.push(() => load.stop());
  const statusOf = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  load.start(server.url);
  while (load.acknowledged.size < 500) await sleep(10);

  database.cut();
  const answers = await Promise.all([
    fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${load.key}` },
      body: '{"batch":[]}',
    }),
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ setup { needsFirstSignIn } }"}',
    }),
  ]);
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await statusOf('/health/ready')).toBe(503);
  expect(await statusOf('/health/live')).toBe(200);
  await sleep(1500);

  database.mend();
  const before = load.acknowledged.size;
  while (load.acknowledged.size < before + 500) await sleep(10);
  await load.stop();
  await load.finish(server.url);
  expect(differences(await storedEvents(target), { must: upTo(load.sent), may: load.sent })).toEqual(NONE);
  expect(await wrongRollups(target)).toBe(0);
  expect(await statusOf('/health/ready')).toBe(200);
  expect([...load.statuses.keys()].sort()).toEqual([200, 503]);
}, 300_000);
