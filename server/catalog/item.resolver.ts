import { IsOptional, Matches } from 'class-validator';
import DataLoader from 'dataloader';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Access,
  AMOUNT_MINOR_RANGE,
  type Connection,
  ConnectionArgs,
  type Context,
  connectionOf,
  Day,
  Image,
  type ImageService,
  Limited,
  NAME_LENGTH_RANGE,
  perRequest,
  SafeInt,
} from '../platform/index.js';
import { READ_CATALOG, WRITE_ITEMS } from './access.js';
import { Item, ItemOrigin } from './item.entity.js';
import type { ItemChange, ItemFacts, ItemFilter, ItemService, NewItem } from './item.service.js';
import { IsName, MAX_SEARCH_LENGTH } from './name.js';
import { Store } from './store.entity.js';
import type { StoreService } from './store.service.js';

const MAX_CURRENCY_LENGTH = 3;

const ItemConnection = connectionOf(Item, READ_CATALOG);

@InputType('ItemFilter', { description: 'Items that match everything that is given.' })
class ItemFilterInput implements ItemFilter {
  @Field(() => ID, { nullable: true })
  readonly storeId?: string | null;

  @Field(() => ItemOrigin, { nullable: true })
  readonly origin?: ItemOrigin | null;

  @Field(() => String, { nullable: true })
  @Limited({ length: { max: NAME_LENGTH_RANGE.max } })
  readonly category?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the title or the key, in any case.' })
  @Limited({ length: { max: MAX_SEARCH_LENGTH } })
  readonly search?: string | null;
}

@InputType()
abstract class ItemFactsInput implements ItemFacts {
  @Field(() => String, { nullable: true, description: 'E.g. dress.' })
  @IsOptional()
  @IsName()
  readonly category?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Price in minor units of `currency` (cents, say).' })
  @Limited({ range: AMOUNT_MINOR_RANGE })
  readonly priceMinor?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code, e.g. EUR; goes with `priceMinor`.' })
  @Limited({ length: { max: MAX_CURRENCY_LENGTH } })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters such as EUR' })
  readonly currency?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day on sale.' })
  readonly listedOn?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day no longer on sale.' })
  readonly retiredOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'What `POST /api/images` answered as `hash`.' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'imageHash must be the hash that POST /api/images answered' })
  readonly imageHash?: string | null;
}

@InputType()
class AddItemInput extends ItemFactsInput implements NewItem {
  @Field(() => ID)
  readonly storeId!: string;

  @Field(() => String, {
    description: "The shop's own name for the item, e.g. its SKU; unique in its store.",
  })
  @IsName()
  readonly key!: string;

  @Field(() => String, { nullable: true, description: 'The key by default.' })
  @IsOptional()
  @IsName()
  readonly title?: string | null;

  @Field(() => ItemOrigin, { description: 'Who designed the item; never changes.' })
  readonly origin!: ItemOrigin;
}

@InputType({
  description:
    'What is left out stays as it is; null removes. The origin, the key and the store never change.',
})
class ChangeItemInput extends ItemFactsInput implements ItemChange {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsName()
  readonly title?: string | null;
}

@Resolver(() => Item)
export class ItemResolver {
  private readonly storeOf = perRequest(
    () => new DataLoader<string, Store>((ids) => this.stores.listByIds(ids)),
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
