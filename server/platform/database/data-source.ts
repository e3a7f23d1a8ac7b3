import { DataSource, type MixedList } from 'typeorm';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

// biome-ignore lint/complexity/noBannedTypes: the type TypeORM itself asks for
type Classes = MixedList<Function>;

export interface DataSourceConfig {
  /** A `postgres://` URL; PostgreSQL 15 or newer. */
  readonly url: string;
  readonly entities: Classes;
  readonly migrations: Classes;
  /** Connections held at most by this process; 10 by default. */
  readonly poolSize?: number;
}

/** The one way to reach the database. Migrations are run by `migrate`, never by connecting. */
export const createDataSource = ({ url, entities, migrations, poolSize = 10 }: DataSourceConfig) =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    namingStrategy: new SnakeNamingStrategy(),
    migrationsTransactionMode: 'each',
    poolSize,
    installExtensions: false,
    uuidExtension: 'pgcrypto', // that is gen_random_uuid(), which PostgreSQL has without any extension
    applicationName: 'toile',
    extra: { connectionTimeoutMillis: 10_000 },
  });
