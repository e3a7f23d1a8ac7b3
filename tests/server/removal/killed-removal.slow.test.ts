import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase } from '../../support/database/database.js';
import { dataFolder, ServerProcess } from '../../support/processes/server-process.js';
import { useCleanups } from '../../support/run/cleanups.js';

const cleanUp = useCleanups();

/** What every writer of rollups holds: a deletion that waits for it has deleted its events, and committed nothing. */
const HOLD_ROLLUPS = 'SELECT pg_advisory_lock(7002)';

it('kill -9 while a store is deleted: everything is there, then the job goes on and all is gone', async () => {
  const databaseUrl = await createEmptyDatabase();
  const folder = dataFolder();
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  cleanUp(
    () => folder.remove(),
    () => database.end(),
  );
  const settings = { TOILE_DATA_DIR: folder.path, DATABASE_URL: databaseUrl };
  const killed = await ServerProcess.start(settings);
  cleanUp(() => killed.stop());
  const cookie = await killed.signIn();
  const ask = (server: ServerProcess, query: string, input: object) =>
    server.ask(query, { cookie }, { input });
  const storeIds: string[] = [];
  for (const name of ['Nord', 'Süd']) {
    const { addStore } = await ask(killed, ADD_STORE, { name });
    storeIds.push(addStore.id);
    await ask(killed, ADD_ITEM, { storeId: addStore.id, key: name, origin: 'AI_GENERATED' });
    await ask(killed, RECORD, { events: events(name) });
  }
  await database.query(HOLD_ROLLUPS);

  const { deleteStore } = await ask(killed, DELETE, { id: storeIds[0], confirmation: 'Nord' });
  await until(async () => /^Waiting/.test((await stateOf(database, deleteStore.id)).message ?? ''));
  await killed.kill();
  const afterKill = await eventsByStore(database);
  await database.query('SELECT pg_advisory_unlock_all()');
  const restarted = await ServerProcess.start(settings);
  cleanUp(() => restarted.stop());
  await until(async () => (await stateOf(database, deleteStore.id)).status === 'SUCCEEDED');

  expect(afterKill).toEqual([
    { name: 'Nord', count: EVENTS },
    { name: 'Süd', count: EVENTS },
  ]);
  expect(await eventsByStore(database)).toEqual([{ name: 'Süd', count: EVENTS }]);
  const { rows: sums } = await database.query(
    'SELECT name, sum(impressions)::int AS impressions FROM store_totals JOIN stores ON stores.id = store_id GROUP BY name',
  );
  expect(sums).toEqual([{ name: 'Süd', impressions: EVENTS }]);
  const { rows: orphans } = await database.query(
    'SELECT 1 FROM events WHERE item_id NOT IN (SELECT id FROM items)',
  );
  expect(orphans).toEqual([]);
}, 180_000);

const EVENTS = 50;
const ADD_STORE = 'mutation ($input: AddStoreInput!) { addStore(input: $input) { id } }';
const ADD_ITEM = 'mutation ($input: AddItemInput!) { addItem(input: $input) { id } }';
const RECORD = 'mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { accepted } }';
const DELETE = 'mutation ($input: DeleteInput!) { deleteStore(input: $input) { id } }';

const events = (item: string) =>
  Array.from({ length: EVENTS }, (_, n) => ({
    id: `${item}-${n}`,
    kind: 'IMPRESSION',
    visitor: `v-${n}`,
    item,
    occurredAt: '2026-03-01T12:00:00.000Z',
  }));

async function stateOf(database: pg.Client, id: string): Promise<{ status: string; message: string | null }> {
  const { rows } = await database.query('SELECT status, message FROM jobs WHERE id = $1', [id]);
  return rows[0];
}

async function eventsByStore(database: pg.Client): Promise<unknown[]> {
  const { rows } = await database.query(
    `SELECT stores.name, count(events.event_id)::int AS count FROM stores
     JOIN items ON items.store_id = stores.id JOIN events ON events.item_id = items.id
     GROUP BY stores.name ORDER BY stores.name`,
  );
  return rows;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(50);
}
