import { expect, it } from '@jest/globals';
import DataLoader from 'dataloader';
import { type Purpose, runFor } from '../../../../../server/platform/database/pools/purpose.js';
import { createDataSource } from '../../../../../server/platform/index.js';
import { useDatabase } from '../../../../support/database.js';

const database = useDatabase();

const LIMIT_OF: Readonly<Record<Purpose, string>> = { request: '30s', ingestion: '30s', job: '1h' };
const PURPOSES = Object.keys(LIMIT_OF) as Purpose[];

/** The process of PostgreSQL that answers, and how long it lets a statement take. */
const LIMIT = `SELECT pg_backend_pid() AS pid, current_setting('statement_timeout') AS "limit"`;

const ask = async (): Promise<{ pid: number; limit: string }> => (await database.dataSource.query(LIMIT))[0];

it.each(PURPOSES)(
  'statements of the purpose %s have its time limit, however deep they are',
  async (purpose) => {
    const inTransaction = () =>
      database.dataSource.transaction(async (manager) => (await manager.query(LIMIT))[0].limit);
    const loader = new DataLoader<number, string>(async (keys) => {
      const { limit } = await ask();
      return keys.map(() => limit);
    });
    const batched = async () => (await Promise.all([1, 2].map((key) => loader.load(key))))[0];
    const later = () =>
      new Promise<string>((done) => setTimeout(() => ask().then(({ limit }) => done(limit)), 1));

    const limits = await runFor(purpose, () => Promise.all([inTransaction(), batched(), later()]));

    expect(limits).toEqual(Array(3).fill(LIMIT_OF[purpose]));
  },
);

it('is a job by default, also at the same time as a request', async () => {
  const [during, outside] = await Promise.all([runFor('request', ask), ask()]);

  expect([during.limit, outside.limit, (await ask()).limit]).toEqual(['30s', '1h', '1h']);
});

it('jobs have two connections each, however few requests have', async () => {
  const dataSource = await createDataSource({
    url: database.url,
    entities: [],
    migrations: [],
    poolSize: 2,
    jobs: 4,
  }).initialize();
  let waiting = 4;
  let allHold = () => {};
  const held = new Promise<void>((resolve) => {
    allHold = resolve;
  });
  const job = () =>
    dataSource.transaction(async () => {
      if (--waiting === 0) allHold();
      await held;
      return dataSource.query('SELECT 1 AS done');
    });

  const done = await Promise.all([job(), job(), job(), job()]).finally(() => dataSource.destroy());

  expect(done).toEqual(Array(4).fill([{ done: 1 }]));
});

it('a purpose never uses the connections of another one', async () => {
  const dataSource = await createDataSource({
    url: database.url,
    entities: [],
    migrations: [],
    poolSize: 4,
  }).initialize();
  const sleepOn = (purpose: Purpose) =>
    runFor(purpose, () =>
      Promise.all(
        Array.from(Array(10), () => dataSource.query('SELECT pg_backend_pid() AS pid, pg_sleep(0.02)')),
      ),
    );

  const pids = await Promise.all(PURPOSES.map(sleepOn));
  await dataSource.destroy();

  const used = pids.map((rows) => new Set(rows.map(([{ pid }]) => pid)));
  expect(used.map(({ size }) => size)).toEqual([2, 2, 4]);
  expect(new Set(used.flatMap((some) => [...some])).size).toBe(8);
});
