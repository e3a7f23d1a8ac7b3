import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EventLoad } from '../../support/processes/event-load.js';
import type { ServerProcess } from '../../support/processes/server-process.js';

const MEASURES = ['impressions', 'clicks', 'orders', 'returns', 'revenue_minor'];
const of = (table: string) => MEASURES.map((measure) => `${table}.${measure}::numeric`).join(', ');

/** Keys of rollups whose sums are not those of the raw events, whatever the server itself thinks of them. */
const WRONG_ROLLUPS = `
  WITH raw AS (
    SELECT item_id, scenario, (COALESCE(ordered_at, occurred_at) AT TIME ZONE 'UTC')::date AS day,
      COALESCE(currency, '') AS currency,
      count(*) FILTER (WHERE kind = 'IMPRESSION') AS impressions, count(*) FILTER (WHERE kind = 'CLICK') AS clicks,
      count(*) FILTER (WHERE kind = 'ORDER') AS orders, count(*) FILTER (WHERE kind = 'RETURN') AS returns,
      COALESCE(sum(amount_minor) FILTER (WHERE kind = 'ORDER'), 0) AS revenue_minor
    FROM events GROUP BY 1, 2, 3, 4
  ), by_store AS (
    SELECT store_id, origin, scenario, day, raw.currency, ${MEASURES.map((measure) => `sum(${measure}) AS ${measure}`).join(', ')}
    FROM raw JOIN items ON items.id = item_id GROUP BY 1, 2, 3, 4, 5
  )
  SELECT
    (SELECT count(*) FROM raw FULL JOIN item_days USING (item_id, scenario, day, currency)
      WHERE (${of('raw')}) IS DISTINCT FROM (${of('item_days')})) +
    (SELECT count(*) FROM by_store FULL JOIN store_days USING (store_id, origin, scenario, day, currency)
      WHERE (${of('by_store')}) IS DISTINCT FROM (${of('store_days')})) AS wrong
`;

async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Numbers of the stored events, each as often as it is stored. */
export const storedEvents = (url: string): Promise<number[]> =>
  withDatabase(url, async (client) => {
    const { rows } = await client.query('SELECT position FROM events ORDER BY position');
    return rows.map(({ position }) => position);
  });

export async function wrongRollups(url: string): Promise<number> {
  return withDatabase(url, async (client) => {
    const waiting = 'SELECT count(*)::int AS count FROM event_batches WHERE rolled_up_at IS NULL';
    while ((await client.query(waiting)).rows[0].count > 0) await sleep(50);
    return Number((await client.query(WRONG_ROLLUPS)).rows[0].wrong);
  });
}

/** A store with two items, and a client with a key. */
export async function openShop(server: ServerProcess): Promise<EventLoad> {
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

/** How what is stored differs from exactly one event for every number that must be there. */
export function differences(
  stored: readonly number[],
  { must, may }: { must: Iterable<number>; may: number },
) {
  const found = new Set(stored);
  return {
    missing: [...must].filter((number) => !found.has(number)).length,
    repeated: stored.length - found.size,
    unknown: stored.filter((number) => number < 0 || number >= may).length,
  };
}

export const NONE = { missing: 0, repeated: 0, unknown: 0 };
export const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);
