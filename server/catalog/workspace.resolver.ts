import { IsOptional, Matches } from 'class-validator';
import DataLoader from 'dataloader';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access, ADMINISTER, type Context, Limited, perRequest, SafeInt } from '../platform/index.js';
import { READ_CATALOG } from './access.js';
import { IsName } from './name.js';
import { Estimand, ListScenario, MINIMUM_TRAFFIC_RANGE, Scenario, Workspace } from './workspace.entity.js';
import type { WorkspaceCounts, WorkspaceService } from './workspace.service.js';

const MAX_TIME_ZONE_LENGTH = 60;
const MAX_SLUG_LENGTH = 60;
/** Lists that a workspace may know the scenario of. */
const MAX_LISTS = 1_000;

@InputType()
class ListScenarioInput implements ListScenario {
  @Field(() => String, { description: '`list_id` of the events.' })
  @IsName()
  readonly listId!: string;

  @Field(() => Scenario)
  readonly scenario!: Scenario;
}

@InputType()
abstract class WorkspaceSettingsInput {
  @Field(() => String, { nullable: true, description: 'IANA time zone, e.g. Europe/Paris; UTC by default.' })
  @Limited({ length: { max: MAX_TIME_ZONE_LENGTH } })
  readonly timeZone?: string | null;

  @Field(() => Estimand, {
    nullable: true,
    description: 'The answer that is shown first; EQUAL_WEIGHT by default.',
  })
  readonly headlineEstimand?: Estimand | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Stores count where both arms have at least this denominator; 0, the default, is no limit.',
  })
  @Limited({ range: MINIMUM_TRAFFIC_RANGE })
  readonly minimumTraffic?: number | null;

  @Field(() => [ListScenarioInput], {
    nullable: true,
    description: 'Scenario of events that name a list but no scenario; replaces the whole table.',
  })
  @Limited({ items: { max: MAX_LISTS } })
  readonly listScenarios?: ListScenarioInput[] | null;
}

@InputType()
class AddWorkspaceInput extends WorkspaceSettingsInput {
  @Field(() => String)
  @IsName()
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Made from the name by default.' })
  @IsOptional()
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'slug must be lower-case words and digits joined by hyphens',
  })
  @Limited({ length: { max: MAX_SLUG_LENGTH } })
  readonly slug?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'For data of a simulation only; never changes. False by default.',
  })
  readonly simulated?: boolean | null;
}

@InputType({ description: 'What is left out stays as it is.' })
class ChangeWorkspaceInput extends WorkspaceSettingsInput {
  @Field(() => ID, { nullable: true, description: 'The current workspace by default.' })
  readonly id?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsName()
  readonly name?: string | null;
}

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
    return this.service.resolve(context.viewer, await context.workspaceId());
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
