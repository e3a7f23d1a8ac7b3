import { Field, ID, InputType } from 'type-graphql';
import { IsName } from '../../catalog/index.js';
import { Limited } from '../../platform/index.js';
import { MAX_PARAMETERS_LENGTH } from './lift-view.entity.js';

@InputType()
export class SaveLiftViewInput {
  @Field(() => String)
  @IsName()
  readonly name!: string;

  @Field(() => String, {
    description: 'Parameters of the address of the lift page, e.g. `metric=CTR&from=2026-01-01`.',
  })
  @Limited({ length: { min: 1, max: MAX_PARAMETERS_LENGTH } })
  readonly parameters!: string;
}

@InputType()
export class RenameLiftViewInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  @IsName()
  readonly name!: string;
}

@InputType()
export class DeleteLiftViewInput {
  @Field(() => ID)
  readonly id!: string;
}
