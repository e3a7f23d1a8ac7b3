import { Field, Float, InterfaceType, registerEnumType } from 'type-graphql';

/** What every estimate says, whatever it rests on; the object types of a domain implement it. */
@InterfaceType('Estimate', {
  description:
    'A value with its confidence interval. Lifts are fractions: 0.138 is +13.8 %. What cannot be computed is null, and `reason` says why.',
})
export abstract class EstimateFields {
  @Field(() => Float, { nullable: true, description: 'What is estimated: a relative lift, say.' })
  readonly value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the confidence interval.' })
  readonly lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the confidence interval.' })
  readonly upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'On the scale the estimate is computed on, which may be that of a logarithm.',
  })
  readonly standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided, of "no difference".' })
  readonly pValue!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What could not be computed or was left out, and why.',
  })
  readonly reason!: string | null;
}

/** What an estimate says, by whether its interval excludes zero. */
export enum Verdict {
  HIGHER = 'HIGHER',
  LOWER = 'LOWER',
  INCONCLUSIVE = 'INCONCLUSIVE',
  NOT_COMPUTED = 'NOT_COMPUTED',
}

registerEnumType(Verdict, {
  name: 'Verdict',
  description:
    'What an estimate says; decided by nothing but whether the interval that is shown excludes zero.',
  valuesConfig: {
    HIGHER: {
      description: 'Higher than what it is compared with: the interval is above zero.',
    },
    LOWER: {
      description: 'Lower than what it is compared with: the interval is below zero.',
    },
    INCONCLUSIVE: { description: 'The interval contains zero.' },
    NOT_COMPUTED: {
      description: 'There is no interval, or one that is too narrow to judge by; see `reason`.',
    },
  },
});
