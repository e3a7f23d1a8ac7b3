import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { ANALYSE } from '../access.js';

@ObjectType({
  description:
    'Whether units came to the arms as planned. If not (a sample ratio mismatch), find out why before reading any effect.',
})
@Access(ANALYSE)
export class SampleRatioResult {
  @Field(() => Float, { nullable: true })
  readonly chiSquare!: number | null;

  @Field(() => Int, { nullable: true })
  readonly degreesOfFreedom!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of one planned look.' })
  readonly pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Holds however often one looks; of several looks keep the smallest.',
  })
  readonly anytimePValue!: number | null;

  @Field(() => Boolean, {
    description:
      'The p-value is below .001 and a share is off by .1 % of all units or more; or units came to an arm of weight 0.',
  })
  readonly alert!: boolean;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}
