import { Field, ObjectType } from 'type-graphql';
import { ItemOrigin, READ_CATALOG } from '../../catalog/index.js';
import { Access, SafeInt } from '../../platform/index.js';

@ObjectType()
@Access(READ_CATALOG)
export class Money {
  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => SafeInt, {
    description: 'In minor units of `currency`, with as many digits as ISO 4217 gives it.',
  })
  readonly amountMinor!: number;
}

@ObjectType({ description: 'How far visitors went with some items.' })
@Access(READ_CATALOG)
export class Funnel {
  @Field(() => ItemOrigin)
  readonly origin!: ItemOrigin;

  @Field(() => SafeInt)
  readonly impressions!: number;

  @Field(() => SafeInt)
  readonly clicks!: number;

  @Field(() => SafeInt, { description: 'One per order and item, whatever the quantity.' })
  readonly orders!: number;

  @Field(() => SafeInt, { description: 'On the day of their order, where that came in before them.' })
  readonly returns!: number;

  @Field(() => SafeInt, {
    description: 'Orders that came without an amount: `revenue` is of the others. Unknown, not zero.',
  })
  readonly ordersWithoutAmount!: number;

  @Field(() => [Money], {
    description:
      'Gross amounts of the orders that have one, one per currency; returns are not taken off. See `ordersWithoutAmount`.',
  })
  readonly revenue!: Money[];
}
