import { expect, it } from '@jest/globals';
import { useDatabase } from '../support/database.js';

const database = useDatabase();

it('leave nothing for synchronize to do: entities and migrations agree', async () => {
  const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('can all be undone and redone', async () => {
  const { dataSource } = database;

  for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
  expect(await dataSource.showMigrations()).toBe(true);

  await dataSource.runMigrations();
  expect(await dataSource.showMigrations()).toBe(false);
});
