import type { DataSource } from 'typeorm';
import type { Item, Workspace } from '../../../server/catalog/index.js';
import { addItem, addStore, addWorkspace } from './catalog.js';

/** The ids of a small catalogue, by store name and item key. */
export interface Shop {
  readonly workspaceId: string;
  readonly stores: Readonly<Record<string, string>>;
  readonly items: Readonly<Record<string, string>>;
}

/** A new workspace with items, each in the store it names. They cost 20.00 EUR unless said otherwise. */
export async function addShop(
  dataSource: DataSource,
  items: readonly (Partial<Item> & { readonly key: string; readonly store: string })[],
  settings: Partial<Workspace> = {},
): Promise<Shop> {
  const { id: workspaceId } = await addWorkspace(dataSource, settings);
  const stores: Record<string, string> = {};
  const ids: Record<string, string> = {};
  for (const { store, ...item } of items) {
    stores[store] ??= (await addStore(dataSource, { workspaceId, name: store })).id;
    const { id } = await addItem(
      dataSource,
      { id: stores[store] },
      { priceMinor: 2000, currency: 'EUR', ...item },
    );
    ids[item.key] = id;
  }
  return { workspaceId, stores, items: ids };
}
