import { DataSource, type MixedList } from 'typeorm';
import { PurposePool } from './pools/purpose-pool.js';
import { TIME_LIMITS } from './pools/time-limits.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

// biome-ignore lint/complexity/noBannedTypes: the type TypeORM itself asks for
type Classes = MixedList<Function>;

export interface DataSourceConfig {
  /** A `postgres://` URL; PostgreSQL 15 or newer. */
  readonly url: string;
  readonly entities: Classes;
  readonly migrations: Classes;
}

const CONNECT_LIMIT_MS = 10_000;
/** How long a migration waits for a lock: every statement about the table waits behind it. */
export const LOCK_LIMIT_MS = 10_000;
/** Of every connection that migrates, our own and the job queue's. */
export const MIGRATION_LIMITS = { ...TIME_LIMITS.migration, lock_timeout: LOCK_LIMIT_MS };

/**
 * The one way to reach the database, with the connections and time limits of the purpose at hand. Migrations are run
 * by `migrate`, never by connecting.
 *
 * @param poolSize connections that requests hold at most, and jobs again; 10 by default
 * @param jobs     that run at the same time: their connections are at least two for each
 */
export const createDataSource = ({
  poolSize = 10,
  jobs = 0,
  ...config
}: DataSourceConfig & { readonly poolSize?: number; readonly jobs?: number }) =>
  new DataSource({
    ...optionsOf(config),
    driver: { Pool: PurposePool },
    poolSize,
    extra: { connectionTimeoutMillis: CONNECT_LIMIT_MS, jobs },
  });

/** For the owner of the tables: its statements may take hours, but do not wait long for a lock. */
export const createOwnerDataSource = (config: DataSourceConfig) =>
  new DataSource({
    ...optionsOf(config),
    poolSize: 3, // who migrates, its guard, and one that looks
    extra: { connectionTimeoutMillis: CONNECT_LIMIT_MS, ...MIGRATION_LIMITS },
  });

const optionsOf = (config: DataSourceConfig) =>
  ({
    type: 'postgres',
    ...config,
    namingStrategy: new SnakeNamingStrategy(),
    migrationsTransactionMode: 'each',
    installExtensions: false,
    uuidExtension: 'pgcrypto', // that is gen_random_uuid(), which PostgreSQL has without any extension
    applicationName: 'toile',
  }) as const;
