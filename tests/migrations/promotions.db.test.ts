import { expect, it } from '@jest/globals';
import { CreatePromotions1764001000000 } from '../../migrations/1764001000000-create-promotions.js';
import { migrations } from '../../migrations/index.js';
import { ModelKind } from '../../server/models/index.js';
import { addVersion } from '../server/models/registry/versions.js';
import { asOwner, useDatabase } from '../support/database/database.js';

const database = useDatabase();

it('promotions that the audit log knows of can be rolled back after the migration', () =>
  asOwner(database, async (dataSource) => {
    const add = async (name: string) => (await addVersion(dataSource, { name })).id;
    const [a, b, c, d] = [await add('A'), await add('B'), await add('C'), await add('D')];
    const generator = (await addVersion(dataSource, { kind: ModelKind.GENERATOR, name: 'G' })).id;
    const note = (action: string, id: string, kind: string) =>
      dataSource.query(
        `INSERT INTO audit_log (actor_kind, actor_name, action, subject_type, subject_id, details)
         VALUES ('operator', 'operator', $1, 'ModelVersion', $2, json_build_object('kind', $3::text))`,
        [action, id, kind],
      );
    const place = migrations.indexOf(CreatePromotions1764001000000);
    for (const _ of migrations.slice(place)) await dataSource.undoLastMigration();
    for (const id of [a, b, c, b, d]) await note('model.promote', id, 'REWARD');
    await note('model.promote', generator, 'GENERATOR');
    await note('model.roll-back', d, 'REWARD');
    await note('model.promote', b, 'REWARD');
    await dataSource.query('DELETE FROM model_versions WHERE id = $1', [c]);

    await dataSource.runMigrations();

    const promotions = await dataSource.query(
      `SELECT name FROM model_promotions AS promotion
       JOIN model_versions AS version ON version.id = version_id ORDER BY promotion.kind, promotion.id`,
    );
    expect(promotions.map(({ name }: { name: string }) => name)).toEqual(['A', 'B', 'B', 'G']);
  }));
