import { Field, Float, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { ANALYSE } from '../access.js';

@ObjectType({ description: 'The chance to find the effect with so many units.' })
@Access(ANALYSE)
export class PowerPoint {
  @Field(() => Float, { description: 'Over all arms; of STORES the stores.' })
  readonly units!: number;

  @Field(() => Float, { description: 'From 0 to 1.' })
  readonly power!: number;
}

@ObjectType({
  description: 'How many units an experiment needs. Null, with a reason, if no number of units is enough.',
})
@Access(ANALYSE)
export class SampleSizeResult {
  @Field(() => [Float], {
    nullable: true,
    description: "The control's first, in whole units. STORES: one number, since every store has both arms.",
  })
  readonly unitsPerArm!: readonly number[] | null;

  @Field(() => Float, { nullable: true })
  readonly total!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Whole days until `total` units have come; null without `unitsPerDay`.',
  })
  readonly days!: number | null;

  @Field(() => [PowerPoint], {
    description: 'The power with other numbers of units, up to twice `total`; empty if that is null.',
  })
  readonly powerCurve!: readonly PowerPoint[];

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({ description: 'A number of a plan. Null, with a reason, if it cannot be computed.' })
@Access(ANALYSE)
export class PlanResult {
  @Field(() => Float, { nullable: true })
  readonly value!: number | null;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}
