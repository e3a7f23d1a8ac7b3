import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Item, ItemOrigin, Store, Workspace } from '../../../server/catalog/index.js';

/** The real workspace that every database has. */
export const mainWorkspace = (dataSource: DataSource): Promise<Workspace> =>
  dataSource.getRepository(Workspace).findOneByOrFail({ isDefault: true });

/** A workspace with a slug and name of its own, unless they are given. */
export async function addWorkspace(
  dataSource: DataSource,
  given: Partial<Workspace> = {},
): Promise<Workspace> {
  const workspaces = dataSource.getRepository(Workspace);
  const slug = `w-${randomUUID()}`;
  return workspaces.save(workspaces.create({ slug, name: slug, ...given }));
}

/** A store of the default workspace with a name of its own, unless they are given. */
export async function addStore(dataSource: DataSource, given: Partial<Store> = {}): Promise<Store> {
  const stores = dataSource.getRepository(Store);
  const workspaceId = given.workspaceId ?? (await mainWorkspace(dataSource)).id;
  return stores.save(stores.create({ name: `store ${randomUUID()}`, ...given, workspaceId }));
}

/** An item of a store, human-designed and with a key of its own, unless they are given. */
export async function addItem(
  dataSource: DataSource,
  store: Pick<Store, 'id'>,
  given: Partial<Item> = {},
): Promise<Item> {
  const items = dataSource.getRepository(Item);
  const key = given.key ?? `item-${randomUUID()}`;
  const origin = ItemOrigin.HUMAN_DESIGNED;
  return items.save(items.create({ title: key, origin, ...given, key, storeId: store.id }));
}

/** Makes a person a member of a store. */
export async function addMember(
  dataSource: DataSource,
  store: Pick<Store, 'id'>,
  user: { readonly userId: string },
): Promise<void> {
  await dataSource.query('INSERT INTO store_members (store_id, user_id) VALUES ($1, $2)', [
    store.id,
    user.userId,
  ]);
}

/** Counts the statements that go to the database while some work is done. */
export async function countQueries(dataSource: DataSource, work: () => Promise<unknown>): Promise<number> {
  const { logger } = dataSource;
  let count = 0;
  const counting = Object.assign(Object.create(logger as object), { logQuery: () => count++ });
  Object.assign(dataSource, { logger: counting });
  await work().finally(() => Object.assign(dataSource, { logger }));
  return count;
}
