import { availableParallelism } from 'node:os';
import type { DataSource } from 'typeorm';
import { fnv1a, xoroshiro128Plus } from '../../server/random/index.js';
import { median } from './measure.js';

/** A running server, its database, and a key of events:write for one of its workspaces. */
export interface IngestTarget {
  readonly url: string;
  readonly key: string;
  readonly workspaceId: string;
  readonly dataSource: DataSource;
}

export interface IngestResult {
  readonly eventsPerRequest: number;
  /** Events a second through POST /v1/batch, each request durable before it is answered; median of the rounds. */
  readonly endToEnd: number;
  /** The same rows a second by INSERT .. SELECT unnest .. ON CONFLICT DO NOTHING into a table with the same indexes. */
  readonly raw: number;
  /** endToEnd / raw of the same round; median of the rounds. */
  readonly ratio: number;
}

const ITEMS = 2_000;
const STORES = 100;
const VISITORS = 20_000;
const REQUESTS_A_ROUND = 40;
const ROUNDS = 5;
const CONNECTIONS = Math.max(4, availableParallelism());
const COLUMNS =
  'visitor_id, event_id, workspace_id, item_id, batch_id, occurred_at, kind, scenario, position, quantity, amount_minor, currency, order_id';
const TYPES =
  'uuid, uuid, uuid, uuid, bigint, timestamptz, event_kind, scenario, int, int, bigint, text, text'.split(
    ', ',
  );

/**
 * Events a second from the socket to the disk, beside the bare statement on the same rows. A request holds 80 % of
 * its events as lists of ten products, 15 % as clicks and 5 % as orders whose scenario has to be looked up.
 */
export async function benchIngest(target: IngestTarget, eventsPerRequest: number): Promise<IngestResult> {
  await addCatalogue(target);
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    rounds.push(await measureRound(target, { round, eventsPerRequest }));
  }
  const measured = rounds.slice(1); // the first one warms up
  return {
    eventsPerRequest,
    endToEnd: median(measured.map(({ endToEnd }) => endToEnd)),
    raw: median(measured.map(({ raw }) => raw)),
    ratio: median(measured.map(({ endToEnd, raw }) => endToEnd / raw)),
  };
}

interface Round {
  readonly round: number;
  readonly eventsPerRequest: number;
}

async function measureRound(target: IngestTarget, { round, eventsPerRequest }: Round) {
  const bodies = Array.from({ length: REQUESTS_A_ROUND }, (_, request) =>
    JSON.stringify({ batch: messages(eventsPerRequest, `${eventsPerRequest}-${round}-${request}`) }),
  );
  const [{ last }] = await target.dataSource.query(
    'SELECT COALESCE(max(id), 0)::text AS last FROM event_batches',
  );
  const sentSeconds = await seconds(bodies, (body) => post(target, body));
  const batches = await rawBatches(target.dataSource, last);
  const rowCount = batches.reduce((sum, batch) => sum + batch.rowCount, 0);
  if (rowCount !== REQUESTS_A_ROUND * eventsPerRequest)
    throw new Error(`only ${rowCount} events were stored`);

  await target.dataSource.query('CREATE TABLE IF NOT EXISTS raw_events (LIKE events INCLUDING ALL)');
  const rawSeconds = await seconds(batches, ({ columns }) => target.dataSource.query(RAW, [...columns]));
  return { endToEnd: rowCount / sentSeconds, raw: rowCount / rawSeconds };
}

const RAW = `INSERT INTO raw_events (${COLUMNS})
  SELECT * FROM unnest(${TYPES.map((type, n) => `$${n + 1}::${type}[]`).join(', ')}) ON CONFLICT DO NOTHING`;

interface RawBatch {
  readonly rowCount: number;
  /** One array literal per column, so that the bare statement costs the client nothing. */
  readonly columns: readonly string[];
}

async function rawBatches(dataSource: DataSource, after: string): Promise<RawBatch[]> {
  const columns = COLUMNS.split(', ').map((column) => `array_agg(${column} ORDER BY event_id)::text`);
  return dataSource.query(
    `SELECT count(*)::int AS "rowCount", ARRAY[${columns.join(', ')}] AS columns
     FROM events WHERE batch_id > $1 GROUP BY batch_id ORDER BY batch_id`,
    [after],
  );
}

/** Wall time of some jobs on a few connections at once, in seconds. */
async function seconds<T>(jobs: readonly T[], work: (job: T) => Promise<unknown>): Promise<number> {
  const waiting = [...jobs];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) await work(job);
    }),
  );
  return (performance.now() - start) / 1000;
}

async function post({ url, key }: IngestTarget, body: string): Promise<void> {
  const response = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body,
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${answer}`);
}

/** Messages that make `count` events; `name` is new for every request. */
function messages(count: number, name: string): object[] {
  const { below } = xoroshiro128Plus(fnv1a(name));
  const timestamp = new Date(Date.now() - 60_000);
  const product = () => ({ product_id: `bench-${below(ITEMS)}` });
  const message = (kind: string, n: number, event: string, properties: object) => ({
    type: 'track',
    event,
    messageId: `${kind}-${name}-${n}`,
    anonymousId: `visitor-${below(VISITORS)}`,
    timestamp,
    properties,
  });
  const listed = () => ({
    list_id: 'results',
    products: Array.from({ length: 10 }, (_, position) => ({ ...product(), position })),
  });
  const ordered = (n: number) => ({
    order_id: `${name}-${n}`,
    currency: 'EUR',
    products: [{ ...product(), price: 19.99, quantity: 2 }],
  });
  const several = (share: number, make: (n: number) => object) =>
    Array.from({ length: count * share }, (_, n) => make(n));
  return [
    ...several(0.08, (n) => message('list', n, 'Product List Viewed', listed())),
    ...several(0.15, (n) => message('click', n, 'Product Clicked', { ...product(), list_id: 'results' })),
    ...several(0.05, (n) => message('order', n, 'Order Completed', ordered(n))),
  ];
}

async function addCatalogue({ dataSource, workspaceId }: IngestTarget): Promise<void> {
  await dataSource.query(`UPDATE workspaces SET list_scenarios = '{"results": "SEARCH"}' WHERE id = $1`, [
    workspaceId,
  ]);
  await dataSource.query(
    `INSERT INTO stores (workspace_id, name) SELECT $1, 'bench ' || n FROM generate_series(1, $2::int) AS n
     ON CONFLICT DO NOTHING`,
    [workspaceId, STORES],
  );
  await dataSource.query(
    `INSERT INTO items (store_id, key, title, origin, price_minor, currency)
     SELECT store.id, 'bench-' || n, 'bench', (enum_range(NULL::item_origin))[1 + n % 2], 1999, 'EUR'
     FROM generate_series(0, $2::int - 1) AS n
     JOIN stores store ON store.workspace_id = $1 AND store.name = 'bench ' || 1 + n % $3::int
     ON CONFLICT DO NOTHING`,
    [workspaceId, ITEMS, STORES],
  );
}
