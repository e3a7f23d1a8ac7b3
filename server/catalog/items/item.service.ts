import { type DataSource, In } from 'typeorm';
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
} from '../../platform/index.js';
import { findSeenStore, READ_CATALOG, type StoreReference, visibleStores, WRITE_ITEMS } from '../access.js';
import { Item, type ItemOrigin } from './item.entity.js';
import { priceProblem } from './item-problem.js';
import { markReclassified, requestPriceBands } from './price-band.service.js';
import { filtered, type ItemFilter, lockedItem, seenItems, seenItemsIn } from './seen-items.js';

/** What may change of an item: undefined leaves it, null removes it. */
export interface ItemFacts {
  readonly category?: string | null;
  readonly priceMinor?: number | null;
  readonly currency?: string | null;
  readonly listedOn?: string | null;
  readonly retiredOn?: string | null;
  readonly imageHash?: string | null;
}

export interface NewItem extends ItemFacts, StoreReference {
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

  /** The items of an image, on sale or not, that a viewer sees in whatever workspace. */
  readonly imageReferences: ImageReferences = (viewer) => {
    if (!allows(READ_CATALOG, viewer) && !allows(WRITE_ITEMS, viewer)) return null;
    const { manager } = this.dataSource;
    const seen =
      viewer.kind === 'key' ? seenItemsIn(manager, viewer, viewer.workspaceId) : seenItems(manager, viewer);
    return seen.select('1').andWhere('item.image_hash = image.hash');
  };

  /** Newest first. */
  async list(
    viewer: Viewer,
    workspaceId: string,
    { filter, ...page }: ConnectionArgs & { readonly filter?: ItemFilter | null },
  ): Promise<Connection<Item>> {
    authorize(viewer, READ_CATALOG);
    const seen = seenItemsIn(this.dataSource.manager, viewer, workspaceId);
    return listConnection(filtered(seen, filter ?? {}), page, {
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
    const seen = seenItemsIn(this.dataSource.manager, viewer, workspaceId);
    const item = isUuid(id) ? await seen.andWhere('item.id = :id', { id }).getOne() : null;
    if (!item) throw notFound('Item', id);
    return item;
  }

  /** One item or null an id, in the order of the ids: the contract of DataLoader. Ids the viewer has been shown. */
  async listByIdsUnchecked(ids: readonly string[]): Promise<(Item | null)[]> {
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
   *   the store has already; INVALID_INPUT for an impossible price, dates the wrong way round, or a store that is named
   *   in no way or in two
   */
  async add(viewer: Viewer, workspaceId: string, input: NewItem): Promise<Item> {
    authorizeIn(workspaceId, viewer, WRITE_ITEMS);
    await this.refuseUnseenImage(viewer, input);
    const { store: _, ...facts } = input;
    return this.dataSource.transaction(async (manager) => {
      const storeId = await findSeenStore(manager, viewer, workspaceId, input);
      const item = manager.create(Item, { ...facts, storeId, title: input.title ?? input.key });
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
      await requestPriceBands(manager, [storeId]);
      await this.audit.record(manager, viewer, 'item.add', subject(id), { ...facts, storeId });
      return manager.findOneByOrFail(Item, { id });
    });
  }

  /** @throws {DomainError} NOT_FOUND, or INVALID_INPUT as for `add` */
  async change(viewer: Viewer, workspaceId: string, { id, ...change }: ItemChange): Promise<Item> {
    authorizeIn(workspaceId, viewer, WRITE_ITEMS);
    await this.refuseUnseenImage(viewer, change);
    return this.dataSource.transaction(async (manager) => {
      const before = await lockedItem(manager, viewer, { workspaceId, id });
      const after = manager.create(Item, {
        ...before,
        ...stated(change),
        title: change.title ?? before.title,
        statedByRun: null,
      });
      check(after);
      const saved = await manager.save(after);
      if (after.category !== before.category) await markReclassified(manager, [before.storeId]);
      if (bandMayMove(before, after)) await requestPriceBands(manager, [before.storeId]);
      await this.audit.record(manager, viewer, 'item.change', subject(id), {
        ...change,
        key: before.key,
      });
      return saved;
    });
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

const stated = (change: Omit<ItemChange, 'id'>) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const bandMayMove = (before: Item, after: Item) =>
  after.category !== before.category ||
  after.priceMinor !== before.priceMinor ||
  after.currency !== before.currency;

function check(item: Item): void {
  const problem = priceProblem(item.priceMinor ?? null, item.currency ?? null);
  if (problem) throw invalidInput(problem);
  if (item.listedOn && item.retiredOn && item.retiredOn < item.listedOn)
    throw invalidInput(
      `An item cannot be retired on ${item.retiredOn}, before it is listed on ${item.listedOn}`,
    );
}
