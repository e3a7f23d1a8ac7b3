import { IsOptional, Matches } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Limited } from '../../platform/index.js';
import { IsName } from '../name.js';
import type { ListScenario } from './list-scenario.type.js';
import { Estimand, MINIMUM_TRAFFIC_RANGE, Scenario } from './workspace.entity.js';

const MAX_TIME_ZONE_LENGTH = 60;
const MAX_SLUG_LENGTH = 60;
/** Lists that a workspace may know the scenario of. */
const MAX_LISTS = 1_000;

@InputType()
export class ListScenarioInput implements ListScenario {
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
    description: 'The answer that is shown first; AVERAGE_RATES by default.',
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
export class AddWorkspaceInput extends WorkspaceSettingsInput {
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
export class ChangeWorkspaceInput extends WorkspaceSettingsInput {
  @Field(() => ID, { nullable: true, description: 'The current workspace by default.' })
  readonly id?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsName()
  readonly name?: string | null;
}
