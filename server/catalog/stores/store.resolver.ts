import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  ADMINISTER,
  type Connection,
  type Context,
  connectionOf,
  perRequest,
  User,
} from '../../platform/index.js';
import { READ_CATALOG, WRITE_STORES } from '../access.js';
import { ItemCounts } from './item-counts.type.js';
import { Store } from './store.entity.js';
import { AddStoreInput, ChangeStoreInput, StoreMemberInput, StoresArgs } from './store.input.js';
import type { StoreService } from './store.service.js';
import { StoreAttribute } from './store-attribute.type.js';

const StoreConnection = connectionOf(Store, READ_CATALOG);

@Resolver(() => Store)
export class StoreResolver {
  private readonly itemCountsOf = perRequest(
    () => new DataLoader<string, ItemCounts>((ids) => this.service.listItemCountsUnchecked(ids)),
  );
  private readonly membersOf = perRequest(
    () => new DataLoader<string, User[]>((ids) => this.service.listMembersUnchecked(ids)),
  );

  constructor(private readonly service: StoreService) {}

  @Access(READ_CATALOG)
  @Query(() => StoreConnection, {
    description: 'Stores of the current workspace, by name; merchants see their own.',
  })
  async stores(
    @Args(() => StoresArgs) args: StoresArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Store>> {
    return this.service.list(context.viewer, await context.workspaceId(), args);
  }

  @Access(READ_CATALOG)
  @Query(() => Store)
  async store(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Store> {
    return this.service.get(context.viewer, await context.workspaceId(), id);
  }

  @Access(WRITE_STORES)
  @Mutation(() => Store)
  async addStore(
    @Arg('input', () => AddStoreInput) input: AddStoreInput,
    @Ctx() context: Context,
  ): Promise<Store> {
    return this.service.add(context.viewer, await context.workspaceId(), input);
  }

  @Access(WRITE_STORES)
  @Mutation(() => Store)
  async changeStore(
    @Arg('input', () => ChangeStoreInput) input: ChangeStoreInput,
    @Ctx() context: Context,
  ): Promise<Store> {
    return this.service.change(context.viewer, await context.workspaceId(), input);
  }

  @Access(ADMINISTER)
  @Mutation(() => Store, { description: 'Shows a store to a merchant.' })
  async addStoreMember(
    @Arg('input', () => StoreMemberInput) input: StoreMemberInput,
    @Ctx() context: Context,
  ): Promise<Store> {
    return this.service.addMember(context.viewer, await context.workspaceId(), input);
  }

  @Access(ADMINISTER)
  @Mutation(() => Store, { description: 'No longer shows a store to a merchant.' })
  async removeStoreMember(
    @Arg('input', () => StoreMemberInput) input: StoreMemberInput,
    @Ctx() context: Context,
  ): Promise<Store> {
    return this.service.removeMember(context.viewer, await context.workspaceId(), input);
  }

  @FieldResolver(() => [StoreAttribute], {
    description: 'Facts that results can be broken down by, by name.',
  })
  attributes(@Root() { attributes }: Store): StoreAttribute[] {
    return Object.entries(attributes)
      .map(([name, value]) => ({ name, value }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  @FieldResolver(() => ItemCounts, { description: 'Number of items by origin.' })
  itemCounts(@Root() { id }: Store, @Ctx() context: Context): Promise<ItemCounts> {
    return this.itemCountsOf(context).load(id);
  }

  @Access(ADMINISTER)
  @FieldResolver(() => [User], { description: 'Merchants who see the store, by e-mail.' })
  members(@Root() { id }: Store, @Ctx() context: Context): Promise<User[]> {
    return this.membersOf(context).load(id);
  }
}
