import { expect, it } from '@jest/globals';
import { AddAverageRates1764003000000 } from '../../migrations/1764003000000-add-average-rates.js';
import { migrations } from '../../migrations/index.js';
import { asOwner, useDatabase } from '../support/database/database.js';

const database = useDatabase();

it('workspaces with stores keep their headline, and those without get average rates', () =>
  asOwner(database, async (dataSource) => {
    const place = migrations.indexOf(AddAverageRates1764003000000);
    for (const _ of migrations.slice(place)) await dataSource.undoLastMigration();
    await dataSource.query(`
      INSERT INTO workspaces (slug, name, headline_estimand)
      VALUES ('used', 'used', 'EQUAL_WEIGHT'), ('other', 'other', 'LOG_RATIO'), ('chosen', 'chosen', 'RANDOM_EFFECTS');
      INSERT INTO stores (workspace_id, name) SELECT id, 'Nord' FROM workspaces WHERE slug IN ('used', 'other')`);

    await dataSource.runMigrations();

    const rows = await dataSource.query(
      'SELECT slug, headline_estimand AS headline, has_former_headline AS former FROM workspaces ORDER BY slug',
    );
    expect(rows).toEqual([
      { slug: 'chosen', headline: 'RANDOM_EFFECTS', former: false },
      { slug: 'main', headline: 'AVERAGE_RATES', former: false },
      { slug: 'other', headline: 'LOG_RATIO', former: true },
      { slug: 'used', headline: 'EQUAL_WEIGHT', former: true },
    ]);
  }));
