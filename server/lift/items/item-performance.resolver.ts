import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access, type Connection, ConnectionArgs, type Context, connectionOf } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';
import { ItemPerformanceInput } from './item-performance.input.js';
import {
  type ItemPerformanceService,
  MAX_ITEMS,
  type OpenItemPerformance,
} from './item-performance.service.js';
import { ItemPerformance, ItemRank } from './item-performance.type.js';

const ItemPerformanceConnection = connectionOf(ItemPerformance, READ_LIFT);

@Resolver(() => ItemPerformance)
export class ItemPerformanceResolver {
  constructor(private readonly service: ItemPerformanceService) {}

  @Access(READ_LIFT)
  @Query(() => ItemPerformanceConnection, {
    description: `Which AI-generated items should we produce? What every item did, and its lift over the human-designed items of its store. Stores with at most ${MAX_ITEMS.toLocaleString('en')} items together are compared at once.`,
  })
  async itemPerformance(
    @Arg('input', () => ItemPerformanceInput) input: ItemPerformanceInput,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Ctx() context: Context,
  ): Promise<Connection<OpenItemPerformance>> {
    return this.service.list(context.viewer, await context.workspaceId(), { ...page, input });
  }

  @FieldResolver(() => ItemRank, {
    nullable: true,
    description: 'Null for an item without a shrunk lift.',
  })
  rank(@Root() item: OpenItemPerformance): Promise<ItemRank | null> {
    return this.service.rankUnchecked(item);
  }
}
