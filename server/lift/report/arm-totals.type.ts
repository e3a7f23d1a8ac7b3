import { Field, Float, ObjectType } from 'type-graphql';
import { Access, SafeInt } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';

@ObjectType({ description: 'Totals of one arm: the sufficient statistics of every answer.' })
@Access(READ_LIFT)
export class ArmTotals {
  @Field(() => Float, {
    description: 'Numerator of the metric; revenue in minor units, of the orders with an amount.',
  })
  readonly numerator!: number;

  @Field(() => Float, { description: 'Denominator of the metric.' })
  readonly denominator!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Numerator per denominator; null if that is 0, and for revenue if an order has no amount or there are several currencies.',
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

  @Field(() => SafeInt, {
    description:
      'Orders that came without an amount: unknown, not zero. While there are any, no answer about revenue is given. A recorded order never changes; what a file brought can be mended by `revertImport`, and totals by importing them again with their revenue.',
  })
  readonly ordersWithoutAmount!: number;

  @Field(() => Float, {
    description:
      'Of the orders with an amount, in minor units; a sum over `currencies` of the report. See `ordersWithoutAmount`.',
  })
  readonly revenueMinor!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of the squared amounts of orders that have one; null where some came only as totals.',
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
