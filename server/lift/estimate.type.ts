import { Field, Float, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/index.js';
import { READ_LIFT } from './access.js';

const LOG_SCALE =
  'On the scale of the logarithm for the log ratio and random effects, of the lift otherwise.';

/** An estimate over stores. Lifts are fractions: 0.138 is +13.8 %. */
@InterfaceType({
  description:
    'An estimate over stores. Lifts are fractions: 0.138 is +13.8 %. What cannot be computed is null, and `reason` says why.',
})
export abstract class StoresEstimate {
  @Field(() => Float, { nullable: true, description: 'Relative lift of AI-generated over human-designed.' })
  readonly value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the confidence interval.' })
  readonly lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the confidence interval.' })
  readonly upper!: number | null;

  @Field(() => Float, { nullable: true, description: LOG_SCALE })
  readonly standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided, of "no lift".' })
  readonly pValue!: number | null;

  @Field(() => Int, { description: 'Stores the estimate rests on.' })
  readonly stores!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What could not be computed or was left out, and why.',
  })
  readonly reason!: string | null;
}

@ObjectType({ implements: StoresEstimate, description: 'An estimate over stores.' })
@Access(READ_LIFT)
export class Estimate extends StoresEstimate {}

@ObjectType({
  implements: StoresEstimate,
  description: 'The market as a whole: pooled rates, clustered by store.',
})
@Access(READ_LIFT)
export class TrafficWeightedEstimate extends StoresEstimate {
  @Field(() => Float, {
    nullable: true,
    description: 'Second opinion: delete-one-store jackknife. More cautious with few or unequal stores.',
  })
  readonly jackknifeStandardError!: number | null;
}

@ObjectType({
  implements: StoresEstimate,
  description: 'Meta-analysis of the log ratios of the stores (DerSimonian-Laird, HKSJ interval).',
})
@Access(READ_LIFT)
export class RandomEffectsEstimate extends StoresEstimate {
  @Field(() => Float, { nullable: true, description: 'Variance of the true log ratios over stores.' })
  readonly tau2!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the spread that is not chance, 0 to 1.' })
  readonly iSquared!: number | null;

  @Field(() => Float, { nullable: true, description: "Cochran's Q." })
  readonly q!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of "all stores have the same lift".' })
  readonly qPValue!: number | null;

  @Field(() => Float, { nullable: true, description: 'Where the lift of the next store lies: lower end.' })
  readonly predictionLower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Where the lift of the next store lies: upper end.' })
  readonly predictionUpper!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no prediction.' })
  readonly predictionReason!: string | null;
}

/** What the headline says, by whether its interval excludes zero. */
export enum LiftVerdict {
  HIGHER = 'HIGHER',
  LOWER = 'LOWER',
  INCONCLUSIVE = 'INCONCLUSIVE',
  NOT_COMPUTED = 'NOT_COMPUTED',
}

registerEnumType(LiftVerdict, {
  name: 'LiftVerdict',
  description:
    'What an estimate says; decided by nothing but whether the interval that is shown excludes zero.',
  valuesConfig: {
    HIGHER: { description: 'The rate of AI-generated items is higher: the interval is above zero.' },
    LOWER: { description: 'The rate of AI-generated items is lower: the interval is below zero.' },
    INCONCLUSIVE: { description: 'The interval contains zero.' },
    NOT_COMPUTED: { description: 'There is no interval; see `reason`.' },
  },
});
