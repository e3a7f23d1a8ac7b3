import { type DataSource, type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  ADMINISTER,
  type AuditLog,
  authorize,
  authorizeIn,
  type Connection,
  type ConnectionArgs,
  conflict,
  listConnection,
  notFound,
  Role,
  User,
  type Viewer,
} from '../../platform/index.js';
import { READ_CATALOG, visibleStores, WRITE_STORES } from '../access.js';
import { containing } from '../name.js';
import type { ItemCounts } from './item-counts.type.js';
import { Store, StoreMember } from './store.entity.js';
import type { StoreAttribute } from './store-attribute.type.js';

export interface NewStore {
  readonly name: string;
  readonly attributes?: readonly StoreAttribute[] | null;
}

/** Which stores of a workspace; all of them by default. */
export interface StoreChoice {
  /** Part of the name, in any case. */
  readonly search?: string | null;
  readonly ids?: readonly string[] | null;
}

export interface StoreChange extends Partial<NewStore> {
  readonly id: string;
}

interface Membership {
  readonly storeId: string;
  readonly userId: string;
}

export class StoreService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** By name. */
  async list(
    viewer: Viewer,
    workspaceId: string,
    { search, ids, ...page }: ConnectionArgs & StoreChoice,
  ): Promise<Connection<Store>> {
    authorize(viewer, READ_CATALOG);
    const query = this.seenBy(viewer).andWhere('store.workspace_id = :workspaceId', { workspaceId });
    if (search) query.andWhere('lower(store.name) LIKE lower(:search)', { search: containing(search) });
    if (ids) query.andWhere('store.id = ANY(:ids)', { ids });
    return listConnection(query, page, {
      viewer,
      keys: [
        { sql: 'store.name', type: 'text', of: ({ name }) => name },
        { sql: 'store.id', type: 'uuid', of: ({ id }) => id },
      ],
    });
  }

  /** @throws {DomainError} NOT_FOUND also for a store of another workspace, or one a merchant does not see */
  async get(viewer: Viewer, workspaceId: string, id: string): Promise<Store> {
    authorize(viewer, READ_CATALOG);
    const query = this.seenBy(viewer).andWhere('store.workspace_id = :workspaceId', { workspaceId });
    const store = isUuid(id) ? await query.andWhere('store.id = :id', { id }).getOne() : null;
    if (!store) throw notFound('Store', id);
    return store;
  }

  /** One store an id, in the order of the ids: the contract of DataLoader. Ids of stores the viewer has been shown. */
  async listByIdsUnchecked(ids: readonly string[]): Promise<Store[]> {
    const stores = await this.dataSource.getRepository(Store).findBy({ id: In([...ids]) });
    const byId = new Map(stores.map((store) => [store.id, store]));
    return ids.map((id) => byId.get(id)!);
  }

  /**
   * How many items of each origin, one a store id, in the order of the ids: the contract of DataLoader. Of stores
   * the viewer has been shown.
   */
  async listItemCountsUnchecked(storeIds: readonly string[]): Promise<ItemCounts[]> {
    return this.dataSource.query(
      `SELECT (count(*) FILTER (WHERE items.origin = 'AI_GENERATED'))::int AS "aiGenerated",
              (count(*) FILTER (WHERE items.origin = 'HUMAN_DESIGNED'))::int AS "humanDesigned"
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, position)
       LEFT JOIN items ON items.store_id = wanted.id
       GROUP BY wanted.position ORDER BY wanted.position`,
      [storeIds],
    );
  }

  /**
   * The members by e-mail, one list a store id, in the order of the ids: the contract of DataLoader. For viewers
   * whom the rule of the field lets see them.
   */
  async listMembersUnchecked(storeIds: readonly string[]): Promise<User[][]> {
    const members = await this.dataSource.getRepository(StoreMember).findBy({ storeId: In([...storeIds]) });
    const users = await this.dataSource
      .getRepository(User)
      .find({ where: { id: In(members.map(({ userId }) => userId)) }, order: { email: 'ASC' } });
    return storeIds.map((storeId) => {
      const ids = new Set(members.filter((member) => member.storeId === storeId).map(({ userId }) => userId));
      return users.filter(({ id }) => ids.has(id));
    });
  }

  /** @throws {DomainError} CONFLICT when a store of the workspace has this name */
  async add(viewer: Viewer, workspaceId: string, { name, attributes }: NewStore): Promise<Store> {
    authorizeIn(workspaceId, viewer, WRITE_STORES);
    return this.dataSource.transaction(async (manager) => {
      const values = { workspaceId, name: name.trim(), attributes: toRecord(attributes ?? []) };
      const insert = manager.createQueryBuilder().insert().into(Store).values(values).orIgnore();
      const { raw } = await insert.execute();
      if (!raw[0]) throw nameTaken(name);
      const { id } = raw[0] as { id: string };
      await this.audit.record(manager, viewer, 'store.add', subject(id), { workspaceId, name });
      return manager.findOneByOrFail(Store, { id });
    });
  }

  /** @throws {DomainError} NOT_FOUND, or CONFLICT when another store of the workspace has this name */
  async change(viewer: Viewer, workspaceId: string, { id, name, attributes }: StoreChange): Promise<Store> {
    authorizeIn(workspaceId, viewer, WRITE_STORES);
    return this.dataSource.transaction(async (manager) => {
      const store = await getStore(manager, workspaceId, id);
      const before = store.name;
      if (name != null && name.trim() !== store.name) await refuseTakenName(manager, workspaceId, name);
      if (name != null) store.name = name.trim();
      if (attributes != null) store.attributes = toRecord(attributes);
      store.statedByRun = null;
      await this.audit.record(manager, viewer, 'store.change', subject(id), {
        name: store.name,
        attributes,
        ...(before !== store.name && { before: { name: before } }),
      });
      return manager.save(store);
    });
  }

  /**
   * Shows a store to a merchant; nothing happens when it is shown already.
   *
   * @throws {DomainError} NOT_FOUND, or CONFLICT for a person of another role, who has no use of it
   */
  async addMember(viewer: Viewer, workspaceId: string, { storeId, userId }: Membership): Promise<Store> {
    authorize(viewer, ADMINISTER);
    return this.dataSource.transaction(async (manager) => {
      const store = await getStore(manager, workspaceId, storeId);
      const user = isUuid(userId) ? await manager.findOneBy(User, { id: userId }) : null;
      if (!user) throw notFound('User', userId);
      if (user.role !== Role.MERCHANT)
        throw conflict(
          `${user.email} is ${user.role}: only a MERCHANT is a member of stores, others see all or none`,
        );
      await manager
        .createQueryBuilder()
        .insert()
        .into(StoreMember)
        .values({ storeId, userId })
        .orIgnore()
        .execute();
      await this.audit.record(manager, viewer, 'store.addMember', subject(storeId), {
        name: store.name,
        userId,
        email: user.email,
      });
      return store;
    });
  }

  /** @throws {DomainError} NOT_FOUND for a store that does not exist; nothing happens where there is no such member */
  async removeMember(viewer: Viewer, workspaceId: string, { storeId, userId }: Membership): Promise<Store> {
    authorize(viewer, ADMINISTER);
    return this.dataSource.transaction(async (manager) => {
      const store = await getStore(manager, workspaceId, storeId);
      const user = isUuid(userId) ? await manager.findOneBy(User, { id: userId }) : null;
      if (user) await manager.delete(StoreMember, { storeId, userId });
      const facts = { name: store.name, userId, email: user?.email };
      await this.audit.record(manager, viewer, 'store.removeMember', subject(storeId), facts);
      return store;
    });
  }

  private seenBy(viewer: Viewer): SelectQueryBuilder<Store> {
    const { condition, memberId } = visibleStores(viewer, 'store.id', ':memberId');
    return this.dataSource.getRepository(Store).createQueryBuilder('store').where(condition, { memberId });
  }
}

const subject = (id: string) => ({ type: 'Store', id });

const toRecord = (attributes: readonly StoreAttribute[]) =>
  Object.fromEntries(attributes.map(({ name, value }) => [name, value]));

async function getStore(manager: EntityManager, workspaceId: string, id: string): Promise<Store> {
  const lock = { mode: 'for_no_key_update' } as const;
  const store = isUuid(id) ? await manager.findOne(Store, { where: { id, workspaceId }, lock }) : null;
  if (!store) throw notFound('Store', id);
  return store;
}

/** The unique constraint decides between two at once; this gives everybody else a sentence. */
async function refuseTakenName(manager: EntityManager, workspaceId: string, name: string): Promise<void> {
  if (await manager.existsBy(Store, { workspaceId, name: name.trim() })) throw nameTaken(name);
}

const nameTaken = (name: string) => conflict(`There is a store "${name.trim()}" in this workspace already`);
