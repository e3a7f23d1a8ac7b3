import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import pg from 'pg';
import { createQueuePool, queueConnection } from '../../../../server/platform/database/queue-pool.js';
import { useDatabase } from '../../../support/database/database.js';

const database = useDatabase();

const LIMITS = `SELECT ARRAY[current_setting('statement_timeout'),
  current_setting('idle_in_transaction_session_timeout')] AS set`;

it('stops what the job queue does after the time of a request', async () => {
  const pool = createQueuePool(database.url, 1);

  const { rows } = await pool.query(LIMITS);
  await pool.end();

  expect(rows).toEqual([{ set: ['30s', '1min'] }]);
});

it('lets a connection listen for longer than a statement may take', async () => {
  const limitMs = 100;
  const client = new pg.Client({ ...queueConnection(database.url), statement_timeout: limitMs });
  await client.connect();
  await client.query('LISTEN a_topic');
  await sleep(3 * limitMs);

  const heard = once(client, 'notification');
  await database.dataSource.query(`NOTIFY a_topic, 'news'`);

  expect(await heard).toMatchObject([{ payload: 'news' }]);
  await expect(client.query('SELECT pg_sleep(60)')).rejects.toMatchObject({ code: '57014' });
  await client.end();
});
