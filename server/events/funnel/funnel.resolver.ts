import DataLoader from 'dataloader';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Item, READ_CATALOG, Store } from '../../catalog/index.js';
import { Access, type Context, perRequest } from '../../platform/index.js';
import { FunnelFilter } from './funnel.input.js';
import type { FunnelService } from './funnel.service.js';
import { Funnel } from './funnel.type.js';

@Resolver(() => Store)
export class StoreFunnelResolver {
  private readonly funnelsOf = loaderPerFilter(({ viewer }, filter, ids) =>
    this.service.listByStores(viewer, filter, ids),
  );

  constructor(private readonly service: FunnelService) {}

  @Access(READ_CATALOG)
  @FieldResolver(() => [Funnel], { description: 'One of AI-generated and one of human-designed items.' })
  funnels(
    @Root() { id }: Store,
    @Args(() => FunnelFilter) filter: FunnelFilter,
    @Ctx() context: Context,
  ): Promise<Funnel[]> {
    return this.funnelsOf(context, filter).load(id);
  }
}

@Resolver(() => Item)
export class ItemFunnelResolver {
  private readonly funnelOf = loaderPerFilter(({ viewer }, filter, ids) =>
    this.service.listByItems(viewer, filter, ids),
  );

  constructor(private readonly service: FunnelService) {}

  @Access(READ_CATALOG)
  @FieldResolver(() => Funnel)
  funnel(
    @Root() { id }: Item,
    @Args(() => FunnelFilter) filter: FunnelFilter,
    @Ctx() context: Context,
  ): Promise<Funnel> {
    return this.funnelOf(context, filter).load(id);
  }
}

type Load<T> = (context: Context, filter: FunnelFilter, ids: readonly string[]) => Promise<T[]>;

/** One query per request and filter, however many stores or items a list nests. */
function loaderPerFilter<T>(load: Load<T>) {
  const loadersOf = perRequest(() => new Map<string, DataLoader<string, T>>());
  return (context: Context, filter: FunnelFilter) => {
    const loaders = loadersOf(context);
    const key = JSON.stringify([filter.from, filter.to, filter.scenario]);
    const loader = loaders.get(key) ?? new DataLoader<string, T>((ids) => load(context, filter, ids));
    loaders.set(key, loader);
    return loader;
  };
}
