import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { BreakableDatabase } from '../../support/database/breakable-database.js';
import { createEmptyDatabase } from '../../support/database/database.js';
import { dataFolder, ServerProcess } from '../../support/processes/server-process.js';
import { useCleanups } from '../../support/run/cleanups.js';
import { differences, NONE, openShop, storedEvents, upTo, wrongRollups } from './shop-under-load.js';

const cleanUp = useCleanups();

it('the database gone for a while: 503 with Retry-After, no acknowledged loss, recovery without restart', async () => {
  const target = await createEmptyDatabase();
  const database = new BreakableDatabase(new URL(target));
  const folder = dataFolder();
  cleanUp(
    () => folder.remove(),
    () => database.close(),
  );
  const server = await ServerProcess.start({
    TOILE_DATA_DIR: folder.path,
    DATABASE_URL: await database.open(),
    TOILE_LOG_LEVEL: 'silent',
  });
  cleanUp(() => server.stop());
  const load = await openShop(server);
  cleanUp(() => load.stop());
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
