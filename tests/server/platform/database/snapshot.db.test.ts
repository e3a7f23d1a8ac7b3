import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { Snapshot } from '../../../../server/platform/index.js';
import { asOwner, useDatabase } from '../../../support/database/database.js';

const database = useDatabase();
let snapshot: Snapshot;

beforeAll(() =>
  asOwner(database, (owner) =>
    owner.query('CREATE TABLE moments AS SELECT 1 AS n; GRANT ALL ON moments TO PUBLIC'),
  ),
);
beforeEach(() => {
  snapshot = new Snapshot({}, database.dataSource);
});

const change = () => asOwner(database, (owner) => owner.query('UPDATE moments SET n = n + 1'));
const read = async (manager: EntityManager): Promise<number> => {
  const [{ n }] = await manager.query('SELECT n FROM moments');
  return n;
};

it('shows one moment to reads that are asked for at once, or while others run, or right after them', async () => {
  let during: Promise<number> | undefined;
  const first = snapshot.read(async (manager) => {
    const n = await read(manager);
    await change();
    during = snapshot.read(read);
    return n;
  });
  const beside = snapshot.read(read);
  const before = await first;
  const after = snapshot.read(read);

  expect(await Promise.all([beside, during, after])).toEqual([before, before, before]);
});

it('shows a later moment to a read that comes later', async () => {
  const before = await snapshot.read(read);
  await change();

  expect(await snapshot.read(read)).toBe(before + 1);
});

it('answers a read that is asked for at any turn after another', async () => {
  for (let turns = 0; turns < 20; turns += 1) {
    await snapshot.read(read);
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    expect(await snapshot.read(read)).toBeGreaterThan(0);
  }
});

it('changes nothing', async () => {
  await expect(snapshot.read((manager) => manager.query('DELETE FROM moments'))).rejects.toThrow('read-only');
});

it('fails with what a read threw, also for the reads behind it, and answers those that come later', async () => {
  const fault = new Error('fault');
  const first = snapshot.read(() => Promise.reject(fault));
  const second = snapshot.read(read);

  await expect(first).rejects.toBe(fault);
  await expect(second).rejects.toBe(fault);
  expect(await snapshot.read(read)).toBeGreaterThan(0);
});
