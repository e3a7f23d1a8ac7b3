import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import {
  type Config,
  conflict,
  createDataSource,
  createOwnerDataSource,
  isDatabaseGone,
  type Logger,
  migrate,
  type OpenDatabase,
  roleOf,
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
    const { isNew } = await bringUpToDate(database, log);
    const { url } = database;
    const dataSource = await connect(log, () =>
      createDataSource({ url, entities, migrations, poolSize: config.databasePool }),
    );
    if (!database.ownerUrl && (await dataSource.showMigrations())) throw tooOld();
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

/** As its owner, where we have one: else the server that owns it has done so. */
async function bringUpToDate({ url, ownerUrl }: OpenDatabase, log: Logger): Promise<{ isNew: boolean }> {
  if (!ownerUrl) return { isNew: false };
  const owner = await connect(log, () => createOwnerDataSource({ url: ownerUrl, entities: [], migrations }));
  try {
    await refuseOldPostgres(owner);
    return await migrate(owner, ownerUrl === url ? undefined : roleOf(url));
  } finally {
    await owner.destroy();
  }
}

const tooOld = () =>
  conflict(
    'The server that runs is of an older version, whose database lacks what this one needs: stop it and start it with this version',
  );

/** Waits a while for a database that starts beside us. */
async function connect(log: Logger, create: () => DataSource): Promise<DataSource> {
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
