import { describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { createOwnerDataSource, migrate } from '../../server/platform/index.js';
import { entities } from '../../server/schema.js';
import { asOwner, createEmptyDatabase, useDatabase } from '../support/database/database.js';
import { POSTGRES_15, startPostgres15 } from '../support/database/postgres-15.js';
import { itWith } from '../support/run/needs.js';

describe('the migrations', () => {
  const database = useDatabase();

  it('leave nothing for synchronize to do: entities and migrations agree', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can all be undone and redone', () =>
    asOwner(database, async (dataSource) => {
      for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
      const tables = await dataSource.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
      );
      const types = await dataSource.query(
        "SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'",
      );
      const functions = await dataSource.query(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
      );
      const isPending = await dataSource.showMigrations();
      await dataSource.runMigrations();

      expect({ tables, types, functions, isPending }).toEqual({
        tables: [],
        types: [],
        functions: [],
        isPending: true,
      });
      expect(await dataSource.showMigrations()).toBe(false);
    }));
});

it('is not cut by the time limits of its role or database', async () => {
  const url = await createEmptyDatabase();
  const owner = () => createOwnerDataSource({ url, entities, migrations }).initialize();
  const first = await owner();
  const [{ name }] = await first.query('SELECT current_database() AS name');
  for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout'])
    await first.query(`ALTER DATABASE ${name} SET ${limit} = '1ms'`);
  await first.destroy();
  const dataSource = await owner();

  const outcome = await migrate(dataSource).finally(() => dataSource.destroy());

  expect(outcome).toEqual({ isNew: true });
});

itWith(POSTGRES_15)('the migrations run on PostgreSQL 15, the oldest that is supported', async () => {
  const postgres = await startPostgres15();
  const dataSource = await createOwnerDataSource({ url: postgres.url, entities, migrations }).initialize();

  try {
    expect(await migrate(dataSource)).toEqual({ isNew: true });
    expect(await migrate(dataSource)).toEqual({ isNew: false });
  } finally {
    await dataSource.destroy();
    postgres.stop();
  }
});
