import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, ADMINISTER, type Context, perRequest, SafeInt } from '../../platform/index.js';
import { READ_CATALOG } from '../access.js';
import { HEADLINE_NOTICE_DESCRIPTION, headlineNotice } from './headline-notice.js';
import { ListScenario } from './list-scenario.type.js';
import { Workspace } from './workspace.entity.js';
import { AddWorkspaceInput, ChangeWorkspaceInput } from './workspace.input.js';
import type { WorkspaceCounts, WorkspaceService } from './workspace.service.js';

@Resolver(() => Workspace)
export class WorkspaceResolver {
  private readonly counts = perRequest(
    ({ viewer }) => new DataLoader<string, WorkspaceCounts>((ids) => this.service.listCounts(viewer, ids)),
  );

  constructor(private readonly service: WorkspaceService) {}

  @Access(READ_CATALOG)
  @Query(() => [Workspace], { description: 'The default workspace first, then by name.' })
  workspaces(@Ctx() { viewer }: Context): Promise<Workspace[]> {
    return this.service.list(viewer);
  }

  @Access(READ_CATALOG)
  @Query(() => Workspace, {
    description:
      "The current one: an API key's own, or the one the `toile-workspace` header names, or the default.",
  })
  async workspace(@Ctx() context: Context): Promise<Workspace> {
    return this.service.getUnchecked(await context.workspaceId());
  }

  @Access(ADMINISTER)
  @Mutation(() => Workspace)
  addWorkspace(
    @Arg('input', () => AddWorkspaceInput) input: AddWorkspaceInput,
    @Ctx() { viewer }: Context,
  ): Promise<Workspace> {
    return this.service.add(viewer, input);
  }

  @Access(ADMINISTER)
  @Mutation(() => Workspace, { description: 'The time zone changes only while there is no data by day.' })
  async changeWorkspace(
    @Arg('input', () => ChangeWorkspaceInput) { id, ...settings }: ChangeWorkspaceInput,
    @Ctx() context: Context,
  ): Promise<Workspace> {
    return this.service.change(context.viewer, id ?? (await context.workspaceId()), settings);
  }

  @FieldResolver(() => [ListScenario], {
    description: 'Scenario of events that name a list but no scenario.',
  })
  listScenarios(@Root() { listScenarios }: Workspace): ListScenario[] {
    return Object.entries(listScenarios).map(([listId, scenario]) => ({ listId, scenario }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: HEADLINE_NOTICE_DESCRIPTION,
  })
  headlineNotice(@Root() workspace: Workspace): string | null {
    return headlineNotice(workspace);
  }

  @FieldResolver(() => Boolean, { description: 'False once there is data by day.' })
  canChangeTimeZone(@Root() { hasDays }: Workspace): boolean {
    return !hasDays;
  }

  @FieldResolver(() => SafeInt, { description: 'Stores that the viewer sees.' })
  async storeCount(@Root() { id }: Workspace, @Ctx() context: Context): Promise<number> {
    return (await this.counts(context).load(id)).storeCount;
  }

  @FieldResolver(() => SafeInt, { description: 'Items of the stores that the viewer sees.' })
  async itemCount(@Root() { id }: Workspace, @Ctx() context: Context): Promise<number> {
    return (await this.counts(context).load(id)).itemCount;
  }
}
