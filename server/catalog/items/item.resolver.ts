import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  type Connection,
  ConnectionArgs,
  type Context,
  connectionOf,
  Image,
  type ImageService,
  perRequest,
} from '../../platform/index.js';
import { READ_CATALOG, WRITE_ITEMS } from '../access.js';
import { Store } from '../stores/store.entity.js';
import type { StoreService } from '../stores/store.service.js';
import { Item } from './item.entity.js';
import { AddItemInput, ChangeItemInput, ItemFilterInput } from './item.input.js';
import type { ItemService } from './item.service.js';

const ItemConnection = connectionOf(Item, READ_CATALOG);

@Resolver(() => Item)
export class ItemResolver {
  private readonly storeOf = perRequest(
    () => new DataLoader<string, Store>((ids) => this.stores.listByIdsUnchecked(ids)),
  );
  private readonly imageOf = perRequest(
    ({ viewer }) =>
      new DataLoader<string, Image | null>((hashes) => this.images.listByHashes(viewer, hashes)),
  );

  constructor(
    private readonly service: ItemService,
    private readonly stores: StoreService,
    private readonly images: ImageService,
  ) {}

  @Access(READ_CATALOG)
  @Query(() => ItemConnection, { description: 'Items of the current workspace, newest first.' })
  async items(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => ItemFilterInput, { nullable: true }) filter: ItemFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Item>> {
    return this.service.list(context.viewer, await context.workspaceId(), { ...page, filter });
  }

  @Access(READ_CATALOG)
  @Query(() => Item)
  async item(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Item> {
    return this.service.get(context.viewer, await context.workspaceId(), id);
  }

  @Access(READ_CATALOG)
  @Query(() => [String], { description: 'Every category of the current workspace, in alphabetical order.' })
  async categories(@Ctx() context: Context): Promise<string[]> {
    return this.service.listCategories(context.viewer, await context.workspaceId());
  }

  @Access(WRITE_ITEMS)
  @Mutation(() => Item, { description: 'Merchants add items to their own stores.' })
  async addItem(
    @Arg('input', () => AddItemInput) input: AddItemInput,
    @Ctx() context: Context,
  ): Promise<Item> {
    return this.service.add(context.viewer, await context.workspaceId(), input);
  }

  @Access(WRITE_ITEMS)
  @Mutation(() => Item, { description: 'Merchants change items of their own stores.' })
  async changeItem(
    @Arg('input', () => ChangeItemInput) input: ChangeItemInput,
    @Ctx() context: Context,
  ): Promise<Item> {
    return this.service.change(context.viewer, await context.workspaceId(), input);
  }

  @FieldResolver(() => Store)
  store(@Root() { storeId }: Item, @Ctx() context: Context): Promise<Store> {
    return this.storeOf(context).load(storeId);
  }

  @FieldResolver(() => Image, { nullable: true, description: 'Its bytes are at `/images/{hash}`.' })
  async image(@Root() { imageHash }: Item, @Ctx() context: Context): Promise<Image | null> {
    return imageHash ? this.imageOf(context).load(imageHash) : null;
  }
}
