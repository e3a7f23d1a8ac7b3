import { type DataSource, type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  type AuditLog,
  allows,
  authorize,
  authorizeIn,
  type Connection,
  type ConnectionArgs,
  conflict,
  DomainError,
  type ImageReferences,
  type ImageService,
  invalidInput,
  listConnection,
  notFound,
  readFor,
  type Viewer,
} from '../platform/index.js';
import { READ_CATALOG, visibleStores, WRITE_ITEMS } from './access.js';
import { priceProblem } from './bulk-write.js';
import { Item, type ItemOrigin } from './item.entity.js';
import { containing } from './name.js';
import { markReclassified, requestPriceBands } from './price-bands.js';
import { Store } from './store.entity.js';

/** Which items are meant; what is left out or null excludes nothing. */
export interface ItemFilter {
  readonly storeId?: string | null;
  readonly origin?: ItemOrigin | null;
  readonly category?: string | null;
  /** Part of the title or the key, in any case. */
  readonly search?: string | null;
}

/** What may change of an item: undefined leaves it, null removes it. */
export interface ItemFacts {
  readonly category?: string | null;
  readonly priceMinor?: number | null;
  readonly currency?: string | null;
  readonly listedOn?: string | null;
  readonly retiredOn?: string | null;
  readonly imageHash?: string | null;
}

export interface NewItem extends ItemFacts {
  readonly storeId: string;
  readonly key: string;
  readonly title?: string | null;
  readonly origin: ItemOrigin;
}

export interface ItemChange extends ItemFacts {
  readonly id: string;
  readonly title?: string | null;
}

export class ItemService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly images: ImageService,
  ) {}

  /** The items of a picture, on sale or not, that a viewer sees in whatever workspace. */
  readonly imageReferences: ImageReferences = (viewer) => {
    if (!allows(READ_CATALOG, viewer) && !allows(WRITE_ITEMS, viewer)) return null;
    const seen = viewer.kind === 'key' ? this.seenBy(viewer, viewer.workspaceId) : this.ofSeenStores(viewer);
    return seen.select('1').andWhere('item.image_hash = image.hash');
  };

  /** Newest first. */
  async list(
    viewer: Viewer,
    workspaceId: string,
    { filter, ...page }: ConnectionArgs & { readonly filter?: ItemFilter | null },
  ): Promise<Connection<Item>> {
    authorize(viewer, READ_CATALOG);
    return listConnection(filtered(this.seenBy(viewer, workspaceId), filter ?? {}), page, {
      viewer,
      keys: [
        { sql: 'item.created_at', type: 'timestamptz', of: ({ createdAt }) => createdAt.toISOString() },
        { sql: 'item.id', type: 'uuid', of: ({ id }) => id },
      ],
      descending: true,
    });
  }

  /** @throws {DomainError} NOT_FOUND also for an item of another workspace, or of a store a merchant does not see */
  async get(viewer: Viewer, workspaceId: string, id: string): Promise<Item> {
    authorize(viewer, READ_CATALOG);
    const item = isUuid(id)
      ? await this.seenBy(viewer, workspaceId).andWhere('item.id = :id', { id }).getOne()
      : null;
    if (!item) throw notFound('Item', id);
    return item;
  }

  /** One item or null an id, in the order of the ids: the contract of DataLoader. Ids the viewer has been shown. */
  async listByIds(ids: readonly string[]): Promise<(Item | null)[]> {
    const items = await this.dataSource.getRepository(Item).findBy({ id: In([...ids]) });
    const byId = new Map(items.map((item) => [item.id, item]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Every category of the items a viewer sees, in alphabetical order. */
  async listCategories(viewer: Viewer, workspaceId: string): Promise<string[]> {
    authorize(viewer, READ_CATALOG);
    const { condition, memberId } = visibleStores(viewer, 'stores.id', '$2');
    const rows: { category: string }[] = await readFor(viewer, this.dataSource, (manager) =>
      manager.query(
        `SELECT DISTINCT items.category FROM items JOIN stores ON stores.id = items.store_id
         WHERE stores.workspace_id = $1 AND items.category IS NOT NULL AND ${condition}
         ORDER BY items.category`,
        [workspaceId, memberId],
      ),
    );
    return rows.map(({ category }) => category);
  }

  /**
   * @throws {DomainError} NOT_FOUND for the store, or an image that the viewer does not see; CONFLICT for a key that
   *   the store has already; INVALID_INPUT for an impossible price, or dates the wrong way round
   */
  async add(viewer: Viewer, workspaceId: string, input: NewItem): Promise<Item> {
    authorizeIn(workspaceId, viewer, WRITE_ITEMS);
    await this.refuseUnseenImage(viewer, input);
    return this.dataSource.transaction(async (manager) => {
      await refuseUnknownStore(manager, viewer, { workspaceId, storeId: input.storeId });
      const item = manager.create(Item, { ...input, title: input.title ?? input.key });
      check(item);
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(Item)
        .values(item)
        .orIgnore()
        .execute();
      if (!raw[0]) throw conflict(`The store has an item "${input.key}" already`);
      const { id } = raw[0] as { id: string };
      await requestPriceBands(manager, [input.storeId]);
      await this.audit.record(manager, viewer, 'item.add', subject(id), { ...input });
      return manager.findOneByOrFail(Item, { id });
    });
  }

  /** @throws {DomainError} NOT_FOUND, or INVALID_INPUT as for `add` */
  async change(viewer: Viewer, workspaceId: string, { id, ...change }: ItemChange): Promise<Item> {
    authorizeIn(workspaceId, viewer, WRITE_ITEMS);
    await this.refuseUnseenImage(viewer, change);
    return this.dataSource.transaction(async (manager) => {
      const before = await this.locked(manager, viewer, { workspaceId, id });
      const after = manager.create(Item, {
        ...before,
        ...stated(change),
        title: change.title ?? before.title,
      });
      check(after);
      const saved = await manager.save(after);
      if (after.category !== before.category) await markReclassified(manager, [before.storeId]);
      if (bandMayMove(before, after)) await requestPriceBands(manager, [before.storeId]);
      await this.audit.record(manager, viewer, 'item.change', subject(id), change);
      return saved;
    });
  }

  private async locked(
    manager: EntityManager,
    viewer: Viewer,
    { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
  ): Promise<Item> {
    const seen = isUuid(id)
      ? await this.seenBy(viewer, workspaceId, manager)
          .andWhere('item.id = :id', { id })
          .setLock('for_no_key_update', undefined, ['item'])
          .getOne()
      : null;
    if (!seen) throw notFound('Item', id);
    return seen;
  }

  private seenBy(
    viewer: Viewer,
    workspaceId: string,
    manager: EntityManager = this.dataSource.manager,
  ): SelectQueryBuilder<Item> {
    return this.ofSeenStores(viewer, manager).andWhere('store.workspace_id = :workspaceId', { workspaceId });
  }

  private ofSeenStores(
    viewer: Viewer,
    manager: EntityManager = this.dataSource.manager,
  ): SelectQueryBuilder<Item> {
    const { condition, memberId } = visibleStores(viewer, 'item.store_id', ':memberId');
    return manager
      .createQueryBuilder(Item, 'item')
      .innerJoin(Store, 'store', 'store.id = item.store_id')
      .where(condition, { memberId });
  }

  /** The same answer for an image that does not exist and for one of others. */
  private async refuseUnseenImage(viewer: Viewer, { imageHash }: ItemFacts): Promise<void> {
    if (!imageHash) return;
    const [image] = await this.images.listByHashes(viewer, [imageHash]);
    if (!image)
      throw new DomainError('NOT_FOUND', `There is no image ${imageHash}: send it to POST /api/images first`);
  }
}

const subject = (id: string) => ({ type: 'Item', id });

/** Of no store: what a filter by something that is no id finds nothing with. */
const NO_STORE = '00000000-0000-0000-0000-000000000000';

const stated = (change: Omit<ItemChange, 'id'>) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const bandMayMove = (before: Item, after: Item) =>
  after.category !== before.category ||
  after.priceMinor !== before.priceMinor ||
  after.currency !== before.currency;

function filtered(
  query: SelectQueryBuilder<Item>,
  { storeId, origin, category, search }: ItemFilter,
): SelectQueryBuilder<Item> {
  if (storeId) query.andWhere('item.store_id = :storeId', { storeId: isUuid(storeId) ? storeId : NO_STORE });
  if (origin) query.andWhere('item.origin = :origin', { origin });
  if (category) query.andWhere('item.category = :category', { category });
  if (search) {
    query.andWhere('(lower(item.title) LIKE lower(:search) OR lower(item.key) LIKE lower(:search))', {
      search: containing(search),
    });
  }
  return query;
}

async function refuseUnknownStore(
  manager: EntityManager,
  viewer: Viewer,
  { workspaceId, storeId }: { readonly workspaceId: string; readonly storeId: string },
): Promise<void> {
  const { condition, memberId } = visibleStores(viewer, 'stores.id', '$3');
  const [store] = isUuid(storeId)
    ? await manager.query(`SELECT 1 FROM stores WHERE id = $1 AND workspace_id = $2 AND ${condition}`, [
        storeId,
        workspaceId,
        memberId,
      ])
    : [];
  if (!store) throw notFound('Store', storeId);
}

function check(item: Item): void {
  const problem = priceProblem(item.priceMinor ?? null, item.currency ?? null);
  if (problem) throw invalidInput(problem);
  if (item.listedOn && item.retiredOn && item.retiredOn < item.listedOn)
    throw invalidInput(
      `An item cannot be retired on ${item.retiredOn}, before it is listed on ${item.listedOn}`,
    );
}
