import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { databaseUrlIn, dataFolder, ServerProcess } from '../../support/processes/server-process.js';
import type { useCleanups } from '../../support/run/cleanups.js';
import { differences, NONE, openShop, storedEvents, upTo, wrongRollups } from './shop-under-load.js';

/** Kills a server under load with -9, every second time with its PostgreSQL, and compares what is stored with what was sent. */
export async function killUnderLoad(rounds: number, cleanUp: ReturnType<typeof useCleanups>): Promise<void> {
  const folder = dataFolder();
  cleanUp(() => folder.remove());
  const settings = { TOILE_DATA_DIR: folder.path };
  let server = await ServerProcess.start(settings);
  cleanUp(() => server.stop());
  const load = await openShop(server);
  cleanUp(() => load.stop());

  for (let round = 0; round < rounds; round++) {
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
}
