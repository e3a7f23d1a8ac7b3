import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { IsName } from '../../catalog/index.js';
import { Limited, SafeInt } from '../../platform/index.js';
import { SEED_RANGE } from '../../random/index.js';
import { SIMULATED_SEED_RANGE } from '../training/index.js';
import { ModelKind } from '../versions/model-kind.js';
import {
  CURVE_POINTS_RANGE,
  GROUPS_PER_STEP_RANGE,
  LEARNING_RATE_RANGE,
  LOG_LINES_RANGE,
  SIMULATED_GROUPS_RANGE,
  TRAINING_STEPS_RANGE,
} from './settings/run-ranges.js';
import { RewardBaseline, TrainingMethod } from './settings/training-method.js';

@InputType({ description: 'Preference groups of the simulated merchants of the demonstration.' })
export class SimulatedGroupsInput {
  @Field(() => Int, { description: 'How many groups.' })
  @Limited({ range: SIMULATED_GROUPS_RANGE })
  readonly groups!: number;

  @Field(() => SafeInt, { description: 'Which groups.' })
  @Limited({ range: SIMULATED_SEED_RANGE })
  readonly seed!: number;
}

@InputType({ description: 'Preference groups: give exactly one of the two.' })
export class RunDatasetInput {
  @Field(() => SimulatedGroupsInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  readonly simulated?: SimulatedGroupsInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Name of a folder beneath `models/datasets` of the server's data folder: NDJSON with images, or PickaPic parquet.",
  })
  @IsOptional()
  @IsName()
  readonly folder?: string | null;
}

@InputType()
export class StartTrainingInput {
  @Field(() => ModelKind)
  readonly kind!: ModelKind;

  @Field(() => TrainingMethod, { nullable: true, description: 'PERSONAL by default.' })
  readonly method?: TrainingMethod | null;

  @Field(() => [RewardBaseline], {
    nullable: true,
    description: 'Trained on the same groups and measured beside a reward model; none by default.',
  })
  readonly baselines?: RewardBaseline[] | null;

  @Field(() => String, { description: 'What to call the version that results.' })
  @IsName()
  readonly name!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The version to train on from; the one in production by default.',
  })
  readonly parentId?: string | null;

  @Field(() => RunDatasetInput, { description: 'What to learn from.' })
  @ValidateNested()
  readonly dataset!: RunDatasetInput;

  @Field(() => Int, { description: 'Optimiser steps.' })
  @Limited({ range: TRAINING_STEPS_RANGE })
  readonly steps!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Groups that one optimiser step sees; 8 by default.',
  })
  @Limited({ range: GROUPS_PER_STEP_RANGE })
  readonly groupsPerStep?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The largest one of the schedule; what is usual for the method by default.',
  })
  @Limited({ range: LEARNING_RATE_RANGE })
  readonly learningRate?: number | null;

  @Field(() => SafeInt, { nullable: true, description: '1 by default.' })
  @Limited({ range: SEED_RANGE })
  readonly seed?: number | null;
}

@InputType()
export class ResumeRunInput {
  @Field(() => ID)
  readonly id!: string;
}

@InputType()
export class StartEvaluationInput {
  @Field(() => ID)
  readonly versionId!: string;

  @Field(() => RunDatasetInput, { description: 'What to measure on.' })
  @ValidateNested()
  readonly dataset!: RunDatasetInput;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Of bootstrap intervals and of drawn images; 1 by default.',
  })
  @Limited({ range: SEED_RANGE })
  readonly seed?: number | null;
}

@ArgsType()
export class CurveArgs {
  @Field(() => Int, {
    defaultValue: 500,
    description:
      'A longer curve is thinned to at most so many points: each but the last is the mean of its share of the steps.',
  })
  @Limited({ range: CURVE_POINTS_RANGE })
  readonly maximumPoints!: number;
}

@ArgsType()
export class LogArgs {
  @Field(() => Int, { defaultValue: 200, description: 'How many lines.' })
  @Limited({ range: LOG_LINES_RANGE })
  readonly last!: number;
}
