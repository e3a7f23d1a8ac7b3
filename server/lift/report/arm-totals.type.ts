import { Field, Float, ObjectType } from 'type-graphql';
import { Access, SafeInt } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';

@ObjectType({ description: 'Totals of one arm: the sufficient statistics of every answer.' })
@Access(READ_LIFT)
export class ArmTotals {
  @Field(() => Float, { description: 'Numerator of the metric; revenue in minor units.' })
  readonly numerator!: number;

  @Field(() => Float, { description: 'Denominator of the metric.' })
  readonly denominator!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Numerator per denominator; null if that is 0 or the revenue is in several currencies.',
  })
  readonly rate!: number | null;

  @Field(() => SafeInt)
  readonly impressions!: number;

  @Field(() => SafeInt)
  readonly clicks!: number;

  @Field(() => SafeInt)
  readonly orders!: number;

  @Field(() => SafeInt)
  readonly returns!: number;

  @Field(() => Float, { description: 'In minor units; a sum over `currencies` of the report.' })
  readonly revenueMinor!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of squared order amounts; null where some came only as totals.',
  })
  readonly revenueSquares!: number | null;
}

@ObjectType({ description: 'Both arms, added up.' })
@Access(READ_LIFT)
export class LiftTotals {
  @Field(() => ArmTotals)
  readonly ai!: ArmTotals;

  @Field(() => ArmTotals)
  readonly human!: ArmTotals;
}
