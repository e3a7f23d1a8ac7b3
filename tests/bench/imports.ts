import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { fileSource, ImportKind } from '../../server/imports/index.js';
import { OPERATOR } from '../../server/platform/index.js';
import { xoroshiro128Plus } from '../../server/random/index.js';
import { milliseconds } from './measure.js';
import type { Product } from './product.js';

export interface ImportResult {
  readonly rowCount: number;
  /** Rows of a CSV of counts a second, from the file to the rollups, each chunk durable. */
  readonly endToEnd: number;
  /** The same rows a second by COPY from a file into a table with the same indexes. */
  readonly raw: number;
}

const STORES = 100;
const ITEMS_PER_STORE = 20;
const SCENARIOS = ['SEARCH', 'RECOMMENDATION'];
const DAYS = 250;
const FIRST_DAY = Date.UTC(2025, 0, 1);
const DAY_MS = 86_400_000;
/** What a row says of each item and scenario: store, item, origin, scenario. */
const ITEMS = Array.from({ length: STORES * ITEMS_PER_STORE }, (_, n) => {
  const origin = Math.floor(n / STORES) % 2 === 0 ? 'AI_GENERATED' : 'HUMAN_DESIGNED';
  return SCENARIOS.map((scenario) => `bench ${n % STORES},bench-${n},${origin},${scenario}`);
}).flat();
const HEADER = 'store,item,origin,scenario,day,impressions,clicks,orders,revenue,currency\n';

/** Imports a million rows of daily counts, beside COPY of what they became. */
export async function benchImports(product: Product): Promise<ImportResult> {
  const directory = await mkdtemp(join(tmpdir(), 'toile-bench-'));
  try {
    const file = join(directory, 'counts.csv');
    await pipeline(Readable.from(csv()), createWriteStream(file));
    const source = await fileSource(file);
    const { importFile, workspaceId, dataSource } = product;
    const request = { kind: ImportKind.COUNTS, workspaceId, source, maps: [], dryRun: false };
    let rowCount = 0;
    const importedMs = await milliseconds(async () => {
      rowCount = (await importFile(OPERATOR, request)).acceptedCount;
    });
    const copiedMs = await copyBack(dataSource, join(directory, 'rows'), rowCount);
    return { rowCount, endToEnd: perSecond(rowCount, importedMs), raw: perSecond(rowCount, copiedMs) };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const perSecond = (count: number, ms: number) => (count / ms) * 1000;

/** A chunk of the file for each day. */
function* csv(): Generator<string> {
  const { below } = xoroshiro128Plus(1);
  yield HEADER;
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
    const counts = () => [1000 + below(1000), below(100), below(10), `${below(500)}.50`, 'EUR'].join(',');
    yield ITEMS.map((item) => `${item},${date},${counts()}\n`).join('');
  }
}

/** @returns milliseconds of COPY into a table like the one that the import filled */
async function copyBack(dataSource: DataSource, file: string, rowCount: number): Promise<number> {
  await dataSource.query('CREATE TABLE raw_counts (LIKE item_counts INCLUDING ALL)');
  const runner = dataSource.createQueryRunner();
  try {
    const client: PoolClient = await runner.connect();
    await pipeline(client.query(copyStreams.to('COPY item_counts TO STDOUT')), createWriteStream(file));
    const copy = () =>
      pipeline(createReadStream(file), client.query(copyStreams.from('COPY raw_counts FROM STDIN')));
    const copiedMs = await milliseconds(copy);
    const [{ copied }] = await runner.query('SELECT count(*)::int AS copied FROM raw_counts');
    if (copied !== rowCount) throw new Error(`${copied} of ${rowCount} rows were copied`);
    return copiedMs;
  } finally {
    await runner.release();
  }
}
