import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import {
  type Config,
  conflict,
  createDataSource,
  isDatabaseGone,
  type Logger,
  migrate,
  type OpenDatabase,
} from './platform/index.js';
import { createToile, entities, type Toile } from './schema.js';

const CONNECT_LIMIT_MS = 30_000;
const CONNECT_AGAIN_MS = 1_000;
const OLDEST_POSTGRES = 150_000;

export interface OpenToile {
  readonly toile: Toile;
  readonly dataSource: DataSource;
  readonly config: Config;
  readonly log: Logger;
  /** Whether the database was empty until now. */
  readonly isNew: boolean;
  /** Stops the jobs of this process, the connections, and the database where it is our own. */
  close(): Promise<void>;
}

export interface OpenToileOptions {
  readonly config: Config;
  readonly database: OpenDatabase;
  readonly log: Logger;
}

/** The whole product over an open database, migrated; the first thing every entry does. */
export async function openToile({ config, database, log }: OpenToileOptions): Promise<OpenToile> {
  try {
    const dataSource = await connect(database.url, config, log);
    await refuseOldPostgres(dataSource);
    const { isNew } = await migrate(dataSource);
    const toile = await createToile({
      dataSource,
      publicUrl: database.address ?? addressOf(config),
      dataDirectory: config.dataDirectory,
      log,
      tensorBackend: config.tensorBackend,
      remoteHosts: config.remoteHosts,
    });
    const close = async () => {
      await toile.jobs.stop();
      await toile.models.close();
      await dataSource.destroy();
      await database.close();
    };
    return { toile, dataSource, config, log, isNew, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Where the server of some settings is reached. */
export const addressOf = ({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string =>
  publicUrl ?? `http://localhost:${port}`;

/** Waits a while for a database that starts beside us. */
async function connect(url: string, { databasePool }: Config, log: Logger): Promise<DataSource> {
  const deadline = performance.now() + CONNECT_LIMIT_MS;
  for (;;) {
    try {
      return await createDataSource({ url, entities, migrations, poolSize: databasePool }).initialize();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!isDatabaseGone(error) || performance.now() > deadline) {
        throw conflict(`The database cannot be used: ${error.message || 'no connection'}`, { cause: error });
      }
      log.warn('the database does not answer yet; trying again');
      await sleep(CONNECT_AGAIN_MS);
    }
  }
}

async function refuseOldPostgres(dataSource: DataSource): Promise<void> {
  const [{ number, name }] = await dataSource.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`,
  );
  if (number < OLDEST_POSTGRES) throw conflict(`Toile needs PostgreSQL 15 or newer; DATABASE_URL is ${name}`);
}
