import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Item, ItemOrigin, upsertItemsUnchecked } from '../../../../server/catalog/index.js';
import { PriceBandService } from '../../../../server/catalog/items/price-band.service.js';
import { tercileEdges } from '../../../../server/statistics/index.js';
import { useDatabase } from '../../../support/database/database.js';
import { addStore, addWorkspace } from '../../../support/product/catalog.js';

const database = useDatabase();
const bands = () => new PriceBandService(database.dataSource);

type Priced = readonly [category: string | null, priceMinor: number | null, currency?: string];

/** Two stores of a new workspace that share items of some prices. */
async function shopOf(prices: readonly Priced[]) {
  const { dataSource } = database;
  const { id: workspaceId } = await addWorkspace(dataSource);
  const stores = [await addStore(dataSource, { workspaceId }), await addStore(dataSource, { workspaceId })];
  await upsertItemsUnchecked(
    dataSource.manager,
    prices.map(([category, priceMinor, currency = 'EUR'], n) => ({
      storeId: stores[n % 2]!.id,
      key: `${n}`,
      origin: ItemOrigin.AI_GENERATED,
      category,
      priceMinor,
      currency: priceMinor === null ? null : currency,
    })),
  );
  return { workspaceId, stores };
}

/** Band of the items in the order they were given. */
async function bandsOf(stores: readonly { id: string }[]) {
  const items = await database.dataSource
    .getRepository(Item)
    .createQueryBuilder('item')
    .where('item.store_id = ANY(:ids)', { ids: stores.map(({ id }) => id) })
    .orderBy('item.key::int')
    .getMany();
  return items.map(({ priceBand }) => priceBand);
}

const reclassifiedStores = async () =>
  (await database.dataSource
    .query('UPDATE stores SET reclassified_at = NULL WHERE reclassified_at IS NOT NULL RETURNING id')
    .then(([rows]: [{ id: string }[]]) => rows.map(({ id }) => id))) as string[];

// By hand: seven prices 10 10 20 30 40 50 60; the third of 7 that is at least 7/3 = 2.33 is the 3rd price, 20;
// 2 * 7/3 = 4.67 is the 5th, 40.
it('sorts items into thirds of their category and currency', async () => {
  const { workspaceId, stores } = await shopOf([
    ['dress', 60],
    ['dress', 10],
    ['dress', 30],
    ['dress', 10],
    ['dress', 40],
    ['dress', 20],
    ['dress', 50],
    ['dress', 9_000, 'JPY'],
    ['coat', 500],
    [null, 10],
    ['dress', null],
  ]);

  await bands().reclassifyUnchecked(workspaceId);

  expect(await bandsOf(stores)).toEqual([3, 1, 2, 1, 2, 1, 3, 1, 1, null, null]);
  expect(await bands().listEdgesUnchecked(workspaceId)).toMatchObject([
    { category: 'coat', currency: 'EUR', lowerEdge: 500, upperEdge: 500, itemCount: 1 },
    { category: 'dress', currency: 'EUR', lowerEdge: 20, upperEdge: 40, itemCount: 7 },
    { category: 'dress', currency: 'JPY', lowerEdge: 9_000, upperEdge: 9_000, itemCount: 1 },
  ]);
});

it('has the edges that the statistics define', async () => {
  const { dataSource } = database;
  const prices = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(prices, async (given) => {
      const { low, high } = tercileEdges([...given].sort((a, b) => a - b));
      const [edges] = await dataSource.query(
        `SELECT percentile_disc(1 / 3.0) WITHIN GROUP (ORDER BY price) AS low,
           percentile_disc(2 / 3.0) WITHIN GROUP (ORDER BY price) AS high FROM unnest($1::int[]) AS price`,
        [given],
      );
      expect(edges).toEqual({ low, high });
    }),
    { numRuns: 200 },
  );
});

it('touches only the stores of items that change band, and forgets bands without items', async () => {
  const { dataSource } = database;
  const { workspaceId, stores } = await shopOf([
    ['dress', 10],
    ['dress', 20],
    ['dress', 30],
  ]);
  await reclassifiedStores();

  await bands().reclassifyUnchecked(workspaceId);
  expect((await reclassifiedStores()).sort()).toEqual(stores.map(({ id }) => id).sort());
  await bands().reclassifyUnchecked(workspaceId);
  expect(await reclassifiedStores()).toEqual([]);

  await dataSource.query("UPDATE items SET price_minor = 15 WHERE key = '0' AND store_id = $1", [
    stores[0]!.id,
  ]);
  await bands().reclassifyUnchecked(workspaceId);
  expect(await reclassifiedStores()).toEqual([]);
  await dataSource.query('UPDATE items SET category = NULL WHERE store_id = ANY($1)', [
    stores.map(({ id }) => id),
  ]);
  await bands().reclassifyUnchecked(workspaceId);
  expect(await bands().listEdgesUnchecked(workspaceId)).toEqual([]);
  expect(await bandsOf(stores)).toEqual([null, null, null]);
});

it('follows changes of items by itself, once however many there were', async () => {
  const { workspaceId, stores } = await shopOf([['dress', 10]]);
  await upsertItemsUnchecked(database.dataSource.manager, [
    { storeId: stores[0]!.id, key: '0', origin: ItemOrigin.AI_GENERATED, priceMinor: 20, currency: 'EUR' },
  ]);

  await bands().reclassifyRequestedUnchecked();

  expect(await bands().listEdgesUnchecked(workspaceId)).toMatchObject([{ lowerEdge: 20, upperEdge: 20 }]);
  expect(await database.dataSource.query('SELECT * FROM price_band_requests')).toEqual([]);
});
