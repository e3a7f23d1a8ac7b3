import { DataSource, type MixedList } from 'typeorm';
import { SnakeNamingStrategy } from './mapping/snake-naming-strategy.js';
import { type Purpose, TIME_LIMITS } from './time-limits.js';

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

export interface PoolConfig {
  /** Decides how long statements may take; `job` by default. */
  readonly purpose?: Purpose;
  /** Connections held at most; 10 by default. */
  readonly poolSize?: number;
}

/** The way to reach the database for one purpose. Migrations are run by `migrate`, never by connecting. */
export const createDataSource = ({
  purpose = 'job',
  poolSize = 10,
  ...config
}: DataSourceConfig & PoolConfig) =>
  new DataSource({
    ...optionsOf(config),
    poolSize,
    extra: { connectionTimeoutMillis: CONNECT_LIMIT_MS, ...TIME_LIMITS[purpose] },
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
