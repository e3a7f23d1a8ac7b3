import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, type Context } from '../../platform/index.js';
import { USE_VIEWS } from '../access.js';
import { LiftView } from './lift-view.entity.js';
import { DeleteLiftViewInput, RenameLiftViewInput, SaveLiftViewInput } from './lift-view.input.js';
import { type LiftViewService, mayChange } from './lift-view.service.js';

@Resolver(() => LiftView)
export class LiftViewResolver {
  constructor(private readonly views: LiftViewService) {}

  @Access(USE_VIEWS)
  @Query(() => [LiftView], {
    description: 'The saved views of the current workspace, by name; merchants see their own.',
  })
  async liftViews(@Ctx() context: Context): Promise<LiftView[]> {
    return this.views.list(context.viewer, await context.workspaceId());
  }

  @Access(USE_VIEWS)
  @Mutation(() => LiftView)
  async saveLiftView(
    @Arg('input', () => SaveLiftViewInput) input: SaveLiftViewInput,
    @Ctx() context: Context,
  ): Promise<LiftView> {
    return this.views.save(context.viewer, await context.workspaceId(), input);
  }

  @Access(USE_VIEWS)
  @Mutation(() => LiftView, { description: 'For the author of the view and administrators.' })
  async renameLiftView(
    @Arg('input', () => RenameLiftViewInput) { id, name }: RenameLiftViewInput,
    @Ctx() context: Context,
  ): Promise<LiftView> {
    return this.views.rename(context.viewer, await context.workspaceId(), { id, name });
  }

  @Access(USE_VIEWS)
  @Mutation(() => ID, { description: 'For the author of the view and administrators. Returns its id.' })
  async deleteLiftView(
    @Arg('input', () => DeleteLiftViewInput) { id }: DeleteLiftViewInput,
    @Ctx() context: Context,
  ): Promise<string> {
    await this.views.delete(context.viewer, await context.workspaceId(), id);
    return id;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may rename and delete it.' })
  mayChange(@Root() view: LiftView, @Ctx() { viewer }: Context): boolean {
    return mayChange(viewer, view);
  }
}
