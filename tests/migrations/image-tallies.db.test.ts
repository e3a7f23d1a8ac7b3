import { expect, it } from '@jest/globals';
import { NameImagesInTallies1764001700000 } from '../../migrations/1764001700000-name-images-in-tallies.js';
import { asOwner, useDatabase } from '../support/database/database.js';

const database = useDatabase();

it('tallies of earlier imports count their images by the name that the code reads', () =>
  asOwner(database, async (dataSource) => {
    await dataSource.query(
      `INSERT INTO import_runs (workspace_id, kind, fingerprint, file_name, columns, tallies)
       SELECT id, 'ITEMS', tallies, 'f.csv', '{}', tallies::jsonb
       FROM workspaces, unnest($1::text[]) AS tallies WHERE is_default`,
      [['{"itemsAdded": 3, "withPicture": 2}', '{"clicks": 1}']],
    );
    const tallies = async () =>
      (await dataSource.query('SELECT tallies FROM import_runs ORDER BY fingerprint')).map(
        (row: { tallies: object }) => row.tallies,
      );
    const migration = new NameImagesInTallies1764001700000();
    const runner = dataSource.createQueryRunner();

    await migration.up(runner);
    expect(await tallies()).toEqual([{ clicks: 1 }, { itemsAdded: 3, withImage: 2 }]);

    await migration.down(runner);
    expect(await tallies()).toEqual([{ clicks: 1 }, { itemsAdded: 3, withPicture: 2 }]);
    await runner.release();
  }));
