import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { noteReader, readFor } from '../../../../server/platform/database/read-for.js';
import type { Purpose } from '../../../../server/platform/database/time-limits.js';
import { createDataSource } from '../../../../server/platform/index.js';
import { useDatabase } from '../../../support/database/database.js';

const database = useDatabase();

const PID = 'SELECT pg_backend_pid() AS pid';
const LONG = 'SELECT pg_sleep(600)';

/** A reader whose client goes away when it is told to. */
function readerOf() {
  const client = new AbortController();
  const reader = {};
  noteReader(reader, () => client.signal);
  return { reader, leave: () => client.abort(new Error('gone')) };
}

async function statementsLike(sql: string): Promise<number> {
  const rows = await database.dataSource.query(
    `SELECT FROM pg_stat_activity WHERE state = 'active' AND query = $1 AND datname = current_database()`,
    [sql],
  );
  return rows.length;
}

it('stops the statement that runs when the client goes away, and keeps the connection for others', async () => {
  const { reader, leave } = readerOf();
  let pid: number | undefined;
  const reading = readFor(reader, database.dataSource, async (manager) => {
    [{ pid }] = await manager.query(PID);
    await manager.query(LONG);
  });
  while ((await statementsLike(LONG)) === 0) await sleep(10);

  leave();

  await expect(reading).rejects.toMatchObject({ code: '57014' });
  const later = await Promise.all(Array.from(Array(10), () => database.dataSource.query(PID)));
  expect(later.map(([row]) => row.pid)).toContain(pid);
});

it('stops every statement that follows, also when one was caught', async () => {
  const { reader, leave } = readerOf();
  const reading = readFor(reader, database.dataSource, async (manager) => {
    await manager.query(LONG).catch(() => {});
    await manager.query(LONG);
  });
  while ((await statementsLike(LONG)) === 0) await sleep(10);

  leave();

  await expect(reading).rejects.toMatchObject({ code: '57014' });
});

it('reads nothing for a client that has gone, and to the end for a reader without a client', async () => {
  const { reader, leave } = readerOf();
  leave();

  await expect(readFor(reader, database.dataSource, (manager) => manager.query(PID))).rejects.toThrow('gone');
  expect(await readFor({}, database.dataSource, (manager) => manager.query('SELECT 7 AS n'))).toEqual([
    { n: 7 },
  ]);
});

it.each<[Purpose, string, string]>([
  ['request', '30s', '1min'],
  ['ingestion', '30s', '1min'],
  ['job', '1h', '1h'],
])('statements of the purpose %s may take %s, and idle transactions %s', async (purpose, ...limits) => {
  const config = { url: database.url, entities: [], migrations: [], purpose, poolSize: 1 };
  const dataSource = await createDataSource(config).initialize();

  const [row] = await dataSource.query(
    `SELECT ARRAY[current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')] AS set`,
  );
  await dataSource.destroy();

  expect(row.set).toEqual(limits);
});
