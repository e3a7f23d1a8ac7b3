import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import {
  type Config,
  closeDataFolder,
  conflict,
  createDataSource,
  createOwnerDataSource,
  isDatabaseGone,
  type Logger,
  migrate,
  type OpenDatabase,
  type Purpose,
  poolSizes,
  refuseOtherDatabase,
  roleOf,
} from './platform/index.js';
import { createToile, entities, type Toile, type ToileOptions } from './schema.js';

const CONNECT_LIMIT_MS = 30_000;
const CONNECT_AGAIN_MS = 1_000;
/** How long queries under way may take once everything is closed. */
const DISCONNECT_LIMIT_MS = 5_000;
const OLDEST_POSTGRES = 150_000;

export interface OpenToile {
  readonly toile: Toile;
  /** For what happens outside of requests. */
  readonly dataSource: DataSource;
  /** For events, the viewer and the workspace of every request, and health. */
  readonly ingestionSource: DataSource;
  readonly database: OpenDatabase;
  readonly config: Config;
  readonly log: Logger;
  /** Whether the database was empty until now. */
  readonly isNew: boolean;
  /**
   * Stops the jobs of this process, the connections, and the database where it is our own; once, however often called.
   */
  close(): Promise<void>;
}

export interface OpenToileOptions {
  readonly config: Config;
  readonly database: OpenDatabase;
  readonly log: Logger;
  /** Ends the opening early; then its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Whether to bring an older database up to date. An empty one is always set up; false by default. */
  readonly upgrades?: boolean;
  /** Whether this process answers requests, with connections of their own; false by default. */
  readonly serves?: boolean;
}

/**
 * The whole product over an open database; the first thing every entry does. It closes the database if it fails.
 *
 * @throws {DomainError} CONFLICT for a database that cannot be used, of a newer Toile, or that has to be upgraded first
 */
export async function openToile(options: OpenToileOptions): Promise<OpenToile> {
  try {
    return await orAborted(open(options), options.signal);
  } catch (error) {
    await options.database.close();
    throw error;
  }
}

async function open(options: OpenToileOptions): Promise<OpenToile> {
  const { config, database, log } = options;
  await closeDataFolder(config.dataDirectory);
  const { isNew } = await bringUpToDate(options);
  const sources = await connectAll(options);
  const { jobSource: dataSource, ingestionSource } = sources;
  try {
    const toile = await createToile({
      ...sources,
      publicUrl: database.address ?? addressOf(config),
      dataDirectory: config.dataDirectory,
      log,
      tensorBackend: config.tensorBackend,
      remoteHosts: config.remoteHosts,
    });
    const close = async () => {
      await toile.close();
      await disconnect(sources);
      await database.close();
    };
    return { toile, dataSource, ingestionSource, database, config, log, isNew, close: once(close) };
  } catch (error) {
    await disconnect(sources);
    throw error;
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let outcome: Promise<T> | undefined;
  return () => {
    outcome ??= work();
    return outcome;
  };
}

/** The outcome of some work, or the reason of a signal as soon as it aborts; the work then goes on unheard. */
function orAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A query that does not end does not delay the stop. */
const disconnect = (sources: Sources) =>
  Promise.race([
    Promise.all([...new Set(Object.values(sources))].map((source) => source.destroy())),
    sleep(DISCONNECT_LIMIT_MS, undefined, { ref: false }),
  ]);

/** Where the server of some settings is reached. */
export const addressOf = ({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string =>
  publicUrl ?? `http://localhost:${port}`;

type Sources = Required<Pick<ToileOptions, 'dataSource' | 'ingestionSource' | 'jobSource'>>;

/** A process that answers no requests uses the connections of jobs for everything. */
async function connectAll(options: OpenToileOptions): Promise<Sources> {
  const { url } = options.database;
  const sizes = poolSizes(options.config.databasePool, options.config.jobConcurrency);
  const open = (purpose: Purpose) =>
    connect(options, () =>
      createDataSource({ url, entities, migrations, purpose, poolSize: sizes[purpose] }),
    );
  const jobSource = await open('job');
  if (!options.serves) return { dataSource: jobSource, ingestionSource: jobSource, jobSource };
  return { dataSource: await open('request'), ingestionSource: await open('ingestion'), jobSource };
}

/** As the owner of the tables if we have it; without it the server that has it upgrades. */
async function bringUpToDate(options: OpenToileOptions): Promise<{ isNew: boolean }> {
  const { url, ownerUrl, serverVersion } = options.database;
  const owner = await connect(options, () =>
    createOwnerDataSource({ url: ownerUrl ?? url, entities: [], migrations }),
  );
  try {
    await refuseOldPostgres(owner);
    const dailyRole = ownerUrl && ownerUrl !== url ? roleOf(url) : null;
    if (dailyRole) await refuseOtherDatabase(owner, url);
    return await migrate(owner, { upgrades: options.upgrades ?? false, serverVersion, dailyRole });
  } finally {
    await owner.destroy();
  }
}

/** Waits a while for a database that starts beside us. */
async function connect({ log, signal }: OpenToileOptions, create: () => DataSource): Promise<DataSource> {
  const deadline = performance.now() + CONNECT_LIMIT_MS;
  for (;;) {
    try {
      return await create().initialize();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!isDatabaseGone(error) || performance.now() > deadline) {
        throw conflict(`The database cannot be used: ${error.message || 'no connection'}`, { cause: error });
      }
      log.warn('the database does not answer yet; trying again');
      await sleep(CONNECT_AGAIN_MS, undefined, { signal });
    }
  }
}

async function refuseOldPostgres(dataSource: DataSource): Promise<void> {
  const [{ number, name }] = await dataSource.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`,
  );
  if (number < OLDEST_POSTGRES) throw conflict(`Toile needs PostgreSQL 15 or newer; DATABASE_URL is ${name}`);
}
