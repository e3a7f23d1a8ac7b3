import { expect, it } from '@jest/globals';
import {
  Item,
  ItemOrigin,
  type ItemRow,
  Store,
  upsertItemsUnchecked,
  upsertStoresUnchecked,
} from '../../../../server/catalog/index.js';
import { useDatabase } from '../../../support/database/database.js';
import { addItem, addStore, mainWorkspace } from '../../../support/product/catalog.js';

const database = useDatabase();
const { AI_GENERATED, HUMAN_DESIGNED } = ItemOrigin;

const upsert = (rows: readonly ItemRow[]) =>
  database.dataSource.transaction((manager) => upsertItemsUnchecked(manager, rows));

const itemOf = (storeId: string, key: string) =>
  database.dataSource.getRepository(Item).findOneByOrFail({ storeId, key });

it('adds the stores that are missing and finds the others', async () => {
  const { dataSource } = database;
  const { id: workspaceId } = await mainWorkspace(dataSource);
  const known = await addStore(dataSource, { name: 'Atelier' });

  const first = await upsertStoresUnchecked(
    dataSource.manager,
    workspaceId,
    ['Bottega', 'Atelier', 'Bottega'],
    null,
  );
  const again = await upsertStoresUnchecked(dataSource.manager, workspaceId, ['Bottega', 'Atelier'], null);

  expect(first.addedCount).toBe(1);
  expect(first.idByName.get('Atelier')).toBe(known.id);
  expect(again).toEqual({ idByName: new Map(first.idByName), addedCount: 0, runById: new Map() });
});

it('adds thousands of items at once, and nothing the second time', async () => {
  const store = await addStore(database.dataSource);
  const rows = Array.from({ length: 5_000 }, (_, n) => ({
    storeId: store.id,
    key: `sku-${n}`,
    origin: n % 2 ? AI_GENERATED : HUMAN_DESIGNED,
    category: 'dress',
    priceMinor: 1_000 + n,
    currency: 'EUR',
  }));

  const first = await upsert(rows);
  const second = await upsert(rows);

  expect(first).toMatchObject({ addedCount: 5_000, changedCount: 0 });
  expect(second).toMatchObject({ addedCount: 0, changedCount: 0 });
  expect(second.outcomes).toEqual(first.outcomes);
  expect(await itemOf(store.id, 'sku-7')).toMatchObject({
    id: first.outcomes[7]!.itemId,
    title: 'sku-7',
    origin: AI_GENERATED,
    priceMinor: 1_007,
  });
});

it('keeps what a row does not state and changes what it does', async () => {
  const store = await addStore(database.dataSource);
  await addItem(database.dataSource, store, {
    key: 'a',
    category: 'dress',
    priceMinor: 500,
    currency: 'EUR',
  });

  const { changedCount } = await upsert([
    { storeId: store.id, key: 'a', origin: HUMAN_DESIGNED, priceMinor: 700, currency: 'JPY' },
    { storeId: store.id, key: 'a', origin: HUMAN_DESIGNED, title: 'Slip dress' },
  ]);

  expect(changedCount).toBe(1);
  expect(await itemOf(store.id, 'a')).toMatchObject({
    title: 'Slip dress',
    category: 'dress',
    priceMinor: 700,
    currency: 'JPY',
  });
});

it('refuses a row whose origin differs and leaves the item as it was', async () => {
  const store = await addStore(database.dataSource);
  const item = await addItem(database.dataSource, store, { key: 'a', category: 'dress' });

  const { outcomes, changedCount } = await upsert([
    { storeId: store.id, key: 'a', origin: AI_GENERATED, category: 'coat' },
    { storeId: store.id, key: 'new', origin: AI_GENERATED },
    { storeId: store.id, key: 'new', origin: HUMAN_DESIGNED, category: 'coat' },
  ]);

  expect(outcomes.map(({ reason }) => reason)).toEqual([
    'item "a" is HUMAN_DESIGNED, not AI_GENERATED, and an origin never changes',
    undefined,
    'item "new" is AI_GENERATED, not HUMAN_DESIGNED, and an origin never changes',
  ]);
  expect(changedCount).toBe(0);
  expect(await itemOf(store.id, 'a')).toEqual(item);
  expect(await itemOf(store.id, 'new')).toMatchObject({ origin: AI_GENERATED, category: null });
});

it('refuses only the rows that cannot be items', async () => {
  const store = await addStore(database.dataSource);
  const row = { storeId: store.id, key: 'k', origin: AI_GENERATED };

  const { outcomes, addedCount } = await upsert([
    { ...row, key: ' ' },
    { ...row, priceMinor: 5 },
    { ...row, priceMinor: 5, currency: 'EURO' },
    { ...row, listedOn: '2026-02-01', retiredOn: '2026-01-01' },
    { ...row, storeId: '00000000-0000-0000-0000-000000000000' },
    row,
  ]);

  expect(outcomes.map(({ reason }) => reason)).toEqual([
    "the item's key must have 1 to 200 characters",
    'a price needs its currency, and a currency its price',
    '"EURO" is not an ISO 4217 currency such as EUR',
    'retired on 2026-01-01, before listed on 2026-02-01',
    'no such store',
    undefined,
  ]);
  expect(addedCount).toBe(1);
});

it('forgets a retirement that a later listing contradicts', async () => {
  const store = await addStore(database.dataSource);
  await addItem(database.dataSource, store, { key: 'a', listedOn: '2025-01-01', retiredOn: '2025-06-01' });

  await upsert([{ storeId: store.id, key: 'a', origin: HUMAN_DESIGNED, listedOn: '2026-01-01' }]);

  expect(await itemOf(store.id, 'a')).toMatchObject({ listedOn: '2026-01-01', retiredOn: null });
});

it('never changes an origin, a store or the nature of a workspace, even by SQL', async () => {
  const { dataSource } = database;
  const store = await addStore(dataSource);
  const item = await addItem(dataSource, store);
  const elsewhere = await addStore(dataSource);

  await expect(
    dataSource.query("UPDATE items SET origin = 'AI_GENERATED' WHERE id = $1", [item.id]),
  ).rejects.toThrow('items.origin never changes');
  await expect(
    dataSource.query('UPDATE items SET store_id = $2 WHERE id = $1', [item.id, elsewhere.id]),
  ).rejects.toThrow('items.store_id never changes');
  await expect(dataSource.query('UPDATE workspaces SET simulated = NOT simulated')).rejects.toThrow(
    'workspaces.simulated never changes',
  );
  await dataSource.getRepository(Item).save({ ...item, origin: AI_GENERATED, title: 'other' });
  expect(await itemOf(store.id, item.key)).toMatchObject({ origin: HUMAN_DESIGNED, title: 'other' });
  expect(await dataSource.getRepository(Store).countBy({ id: store.id })).toBe(1);
});
