import { ArrayUnique, IsOptional } from 'class-validator';
import DataLoader from 'dataloader';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Access,
  ADMINISTER,
  type Connection,
  ConnectionArgs,
  type Context,
  connectionOf,
  Limited,
  perRequest,
  User,
} from '../platform/index.js';
import { READ_CATALOG, SEE_CATALOG, WRITE_STORES } from './access.js';
import { IsName, MAX_SEARCH_LENGTH } from './name.js';
import { Store, StoreAttribute } from './store.entity.js';
import type { ItemCounts, StoreService } from './store.service.js';

/** Of one store. */
const MAX_ATTRIBUTES = 50;

const StoreConnection = connectionOf(Store, READ_CATALOG);

@ObjectType('ItemCounts', { description: 'Number of items by origin.' })
@Access(SEE_CATALOG)
class ItemCountsType implements ItemCounts {
  @Field(() => Int)
  readonly aiGenerated!: number;

  @Field(() => Int)
  readonly humanDesigned!: number;
}

@InputType()
class StoreAttributeInput implements StoreAttribute {
  @Field(() => String, { description: 'E.g. country.' })
  @IsName()
  readonly name!: string;

  @Field(() => String, { description: 'E.g. FR.' })
  @IsName()
  readonly value!: string;
}

@InputType()
class AddStoreInput {
  @Field(() => String, { description: 'Unique in the workspace.' })
  @IsName()
  readonly name!: string;

  @Field(() => [StoreAttributeInput], { nullable: true })
  @IsOptional()
  @Limited({ items: { max: MAX_ATTRIBUTES } })
  @ArrayUnique(({ name }: StoreAttributeInput) => name, { message: 'name each attribute once' })
  readonly attributes?: StoreAttributeInput[] | null;
}

@InputType({ description: 'What is left out stays as it is.' })
class ChangeStoreInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsName()
  readonly name?: string;

  @Field(() => [StoreAttributeInput], { nullable: true, description: 'Replaces all attributes.' })
  @IsOptional()
  @Limited({ items: { max: MAX_ATTRIBUTES } })
  @ArrayUnique(({ name }: StoreAttributeInput) => name, { message: 'name each attribute once' })
  readonly attributes?: StoreAttributeInput[] | null;
}

@InputType()
class StoreMemberInput {
  @Field(() => ID)
  readonly storeId!: string;

  @Field(() => ID, { description: 'A person of the role MERCHANT.' })
  readonly userId!: string;
}

@Resolver(() => Store)
export class StoreResolver {
  private readonly itemCountsOf = perRequest(
    () => new DataLoader<string, ItemCounts>((ids) => this.service.listItemCounts(ids)),
  );
  private readonly membersOf = perRequest(
    () => new DataLoader<string, User[]>((ids) => this.service.listMembers(ids)),
  );

  constructor(private readonly service: StoreService) {}

  @Access(READ_CATALOG)
  @Query(() => StoreConnection, {
    description: 'Stores of the current workspace, by name; merchants see their own.',
  })
  async stores(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Limited({ length: { max: MAX_SEARCH_LENGTH } })
    @Arg('search', () => String, { nullable: true, description: 'Part of the name, in any case.' })
    search: string | null,
    @Ctx() context: Context,
  ): Promise<Connection<Store>> {
    return this.service.list(context.viewer, await context.workspaceId(), { ...page, search });
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

  @FieldResolver(() => ItemCountsType, { description: 'Number of items by origin.' })
  itemCounts(@Root() { id }: Store, @Ctx() context: Context): Promise<ItemCounts> {
    return this.itemCountsOf(context).load(id);
  }

  @Access(ADMINISTER)
  @FieldResolver(() => [User], { description: 'Merchants who see the store, by e-mail.' })
  members(@Root() { id }: Store, @Ctx() context: Context): Promise<User[]> {
    return this.membersOf(context).load(id);
  }
}
