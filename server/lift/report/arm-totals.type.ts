import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access, SafeInt } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';

@ObjectType({ description: 'Totals of one arm: the sufficient statistics of every answer.' })
@Access(READ_LIFT)
export class ArmTotals {
  @Field(() => Float, {
    nullable: true,
    description:
      'Numerator of the metric; revenue in minor units, of the orders with an amount, null over several currencies.',
  })
  readonly numerator!: number | null;

  @Field(() => Float, { description: 'Denominator of the metric.' })
  readonly denominator!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Numerator per denominator, of revenue in minor units of the currency; null if the denominator is 0, and for revenue if an order has no amount or there are several currencies.',
  })
  readonly rate!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Currency of the amounts of both arms; null if there are none, or several.',
  })
  readonly currency!: string | null;

  @Field(() => SafeInt)
  readonly impressions!: number;

  @Field(() => SafeInt)
  readonly clicks!: number;

  @Field(() => SafeInt)
  readonly orders!: number;

  @Field(() => SafeInt)
  readonly returns!: number;

  @Field(() => SafeInt, {
    description:
      'Orders that came without an amount: unknown, not zero. While there are any, no answer about revenue is given. A recorded order never changes; what a file brought can be mended by `revertImport`, and totals by importing them again with their revenue.',
  })
  readonly ordersWithoutAmount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Of the orders with an amount, in minor units; null over several currencies. See `ordersWithoutAmount`.',
  })
  readonly revenueMinor!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of the squared amounts of orders that have one; null if some came only as totals, or over several currencies.',
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

@ObjectType({
  description:
    'Totals of the stores that the headline compares, or would if it could be computed: what stands next to the headline.',
})
@Access(READ_LIFT)
export class HeadlineTotals extends LiftTotals {
  @Field(() => Int, { description: 'Stores that are added up.' })
  readonly stores!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'AI rate over human rate of these totals, minus 1. Not an answer: see `pooledLiftWarning`.',
  })
  readonly pooledLift!: number | null;

  @Field(() => String, { description: 'Must stand next to `pooledLift`: it mixes stores.' })
  readonly pooledLiftWarning!: string;
}
