import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { ItemOrigin, upsertItemsUnchecked } from '../../../../server/catalog/index.js';
import { EventKind, lockRollups } from '../../../../server/events/index.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';
import { addShop } from '../../../support/product/shop.js';

const toile = useToile();

const LOCK_WAITED_FOR = `
  SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

it('lets a roll-up add the first sums of an item while an import holds the item', async () => {
  const shop = await addShop(toile.dataSource, [
    { store: 'Nord', key: 'mug', origin: ItemOrigin.AI_GENERATED },
  ]);
  const { workspaceId } = shop;
  const event = {
    kind: EventKind.CLICK,
    id: 'e',
    visitor: 'v',
    item: 'mug',
    occurredAt: new Date('2026-03-01'),
  };
  await toile.toile.events.store.record(OPERATOR, {
    workspaceId,
    source: 'test',
    events: [{ ...event, payload: () => event }],
  });
  const [importing, holder] = [toile.dataSource.createQueryRunner(), toile.dataSource.createQueryRunner()];
  await holder.startTransaction();
  await lockRollups(holder.manager);
  await importing.startTransaction();
  const row = { storeId: shop.stores.Nord!, key: 'mug', origin: ItemOrigin.AI_GENERATED, title: 'Mug' };
  await upsertItemsUnchecked(importing.manager, [row], null);

  const rolledUp = toile.toile.events.rollups.rollUpUnchecked();
  while ((await toile.dataSource.query(LOCK_WAITED_FOR))[0].n < 1) await sleep(10);
  const locked = lockRollups(importing.manager).then(() => importing.commitTransaction());
  await holder.commitTransaction();

  expect(await rolledUp).toBe(1);
  await locked;
  await Promise.all([importing.release(), holder.release()]);
});
