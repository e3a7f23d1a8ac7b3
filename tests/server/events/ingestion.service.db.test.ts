import { expect, it } from '@jest/globals';
import { IngestionService, REJECTS_KEPT_DAYS } from '../../../server/events/ingestion.service.js';
import { useDatabase } from '../../support/database/database.js';
import { addShop } from '../../support/product/shop.js';

const database = useDatabase();

it('forgets rejects that came too long ago, and no others', async () => {
  const shops = [await addShop(database.dataSource, []), await addShop(database.dataSource, [])];
  for (const { workspaceId } of shops) {
    await database.dataSource.query(
      `INSERT INTO event_rejects (workspace_id, reject_key, received_at, source, reason, payload)
       SELECT $1, gen_random_uuid(), now() - age.days * interval '1 day', 'test', age.days, '{}'
       FROM unnest($2::int[]) AS age (days)`,
      [workspaceId, [0, REJECTS_KEPT_DAYS - 1, REJECTS_KEPT_DAYS + 1, 400]],
    );
  }
  const service = new IngestionService(database.dataSource);

  expect(await service.forgetOldRejectsUnchecked()).toBe(4);
  expect(await service.forgetOldRejectsUnchecked()).toBe(0);

  const kept = await database.dataSource.query('SELECT reason FROM event_rejects ORDER BY id');
  expect(kept.map(({ reason }: { reason: string }) => reason)).toEqual(['0', '89', '0', '89']);
});

it('forgets the oldest rejects of a workspace that has too many, and no others', async () => {
  const { dataSource } = database;
  await dataSource.query('DELETE FROM event_rejects');
  const shops = [await addShop(dataSource, []), await addShop(dataSource, [])];
  for (const [place, { workspaceId }] of shops.entries()) {
    await dataSource.query(
      `INSERT INTO event_rejects (workspace_id, reject_key, source, reason, payload)
       SELECT $1, gen_random_uuid(), 'test', number, '{}' FROM generate_series(1, $2::int) AS number`,
      [workspaceId, place === 0 ? 5 : 3],
    );
  }

  expect(await new IngestionService(dataSource).forgetOldRejectsUnchecked(3)).toBe(2);

  const kept = await dataSource.query('SELECT reason FROM event_rejects ORDER BY id');
  expect(kept.map(({ reason }: { reason: string }) => reason)).toEqual(['3', '4', '5', '1', '2', '3']);
});
