import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { createDataSource, migrate, VERSION } from '../../server/platform/index.js';
import { useDatabase } from '../support/database/database.js';
import { runCommand } from '../support/processes/server-process.js';

const database = useDatabase();

/** The same database as the superuser, who may change tables. */
const held = {} as { owner: DataSource; url: string };
beforeAll(async () => {
  held.url = `${process.env.TOILE_TEST_POSTGRES}${new URL(database.url).pathname}`;
  held.owner = await createDataSource({ url: held.url, entities: [], migrations }).initialize();
});
afterAll(() => held.owner.destroy());

const NEWER = 'AddMoons2764000000000';

describe('a database that a newer Toile has migrated', () => {
  const outcome = () => migrate(held.owner).then(String, (error: Error) => error.message);
  beforeAll(() =>
    held.owner.query('INSERT INTO migrations (timestamp, name) VALUES (2764000000000, $1)', [NEWER]),
  );
  afterAll(() => held.owner.query('DELETE FROM migrations WHERE name = $1', [NEWER]));

  it('is refused, with what is unknown of it', async () => {
    expect(await outcome()).toContain(
      `The database was migrated by a newer Toile, and this is Toile ${VERSION}, which does not know ${NEWER}.`,
    );
  });

  it('is refused, naming both versions', async () => {
    await held.owner.query("INSERT INTO database_upgrades (version, migration) VALUES ('9.8.7', $1)", [
      NEWER,
    ]);

    expect(await outcome()).toContain(`migrated by Toile 9.8.7, and this is Toile ${VERSION}`);
  });
});

it('only the server upgrades an older database: commands leave it as it is and say what to do', async () => {
  const { owner: dataSource, url } = held;
  await dataSource.undoLastMigration();

  const { code, stderr } = await runCommand(['users', 'list'], { DATABASE_URL: url });

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `The database is older than this Toile (${VERSION}): it needs 1 more migration, which only the server makes. Stop every server and worker on it, then start this version with "npm start"\n`,
  });
  expect(await dataSource.showMigrations()).toBe(true);
});

it('an upgrade notes the version; the version of a running server is named', async () => {
  const { owner: dataSource } = held;
  const refused = migrate(dataSource, { upgrades: false, serverVersion: '0.0.9' });

  await expect(refused).rejects.toThrow('The server that uses it now is Toile 0.0.9.');
  expect(await migrate(dataSource)).toEqual({ isNew: false });
  expect(await migrate(dataSource, { upgrades: false })).toEqual({ isNew: false });
  expect(
    await dataSource.query('SELECT version, migration FROM database_upgrades ORDER BY id DESC LIMIT 1'),
  ).toEqual([{ version: VERSION, migration: dataSource.migrations.at(-1)!.constructor.name }]);
});
