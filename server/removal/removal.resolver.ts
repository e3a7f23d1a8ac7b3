import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access, ADMINISTER, type Context, Job } from '../platform/index.js';
import { DeleteInput } from './removal.input.js';
import type { RemovalService } from './removal.service.js';
import { RemovalContents } from './removal-contents.type.js';

const ALL_AT_ONCE =
  'Returns a job: when it ends everything is gone at once, and until then nothing is. CONFLICT with a list while jobs that may write to it have not ended. Images and the audit log stay.';

@Resolver()
export class RemovalResolver {
  constructor(private readonly removal: RemovalService) {}

  @Access(ADMINISTER)
  @Query(() => RemovalContents, { description: 'How much would be deleted with a store.' })
  async storeContents(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<RemovalContents> {
    return this.removal.storeContents(context.viewer, await context.workspaceId(), id);
  }

  @Access(ADMINISTER)
  @Query(() => RemovalContents, { description: 'How much would be deleted with a workspace.' })
  workspaceContents(@Arg('id', () => ID) id: string, @Ctx() { viewer }: Context): Promise<RemovalContents> {
    return this.removal.workspaceContents(viewer, id);
  }

  @Access(ADMINISTER)
  @Mutation(() => Job, {
    description: `Deletes a store of the current workspace with its items, events, totals and image runs. Its events are rejected from now on. ${ALL_AT_ONCE}`,
  })
  async deleteStore(
    @Arg('input', () => DeleteInput) input: DeleteInput,
    @Ctx() context: Context,
  ): Promise<Job> {
    return this.removal.deleteStore(context.viewer, await context.workspaceId(), input);
  }

  @Access(ADMINISTER)
  @Mutation(() => Job, {
    description: `Deletes a workspace with its stores, API keys, imports, runs and jobs; not the default one. ${ALL_AT_ONCE}`,
  })
  deleteWorkspace(
    @Arg('input', () => DeleteInput) input: DeleteInput,
    @Ctx() { viewer }: Context,
  ): Promise<Job> {
    return this.removal.deleteWorkspace(viewer, input);
  }
}
