import { ArgsType, Field, Float, InputType } from 'type-graphql';
import { Limited, NAME_LENGTH_RANGE } from '../../platform/index.js';
import { ARM_RANGE, UNIT_RANGE } from '../limits.js';

@InputType({ description: 'How many units came to an arm, and its planned share.' })
export class ArmUnitsInput {
  @Field(() => String)
  @Limited({ length: NAME_LENGTH_RANGE })
  name!: string;

  @Field(() => Float, { description: 'How many units (visitors, stores) came.' })
  @Limited({ range: UNIT_RANGE })
  units!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Planned share, in proportion to those of the other arms; equal if no arm has one. 0: no unit should come.',
  })
  @Limited({ range: UNIT_RANGE })
  weight?: number | null;
}

@ArgsType()
export class SampleRatioArgs {
  @Field(() => [ArmUnitsInput])
  @Limited({ items: ARM_RANGE })
  readonly arms!: ArmUnitsInput[];

  @Field(() => Float, {
    defaultValue: 1,
    description: 'Above 0: as `sampleRatioConcentration` of `analysis`.',
  })
  @Limited({ range: UNIT_RANGE })
  readonly concentration!: number;
}
