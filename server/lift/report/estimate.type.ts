import { Field, Float, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Access, EstimateFields } from '../../platform/index.js';
import type { HalfWidthSource } from '../../statistics/index.js';
import { READ_LIFT } from '../access.js';

/** Which noise decided how wide an interval is: as statistics name it. */
export const HalfWidthFrom = {
  BETWEEN_STORES: 'BETWEEN_STORES',
  WITHIN_STORES: 'WITHIN_STORES',
} as const satisfies { readonly [K in HalfWidthSource]: K };
export type HalfWidthFrom = HalfWidthSource;

registerEnumType(HalfWidthFrom, {
  name: 'HalfWidthFrom',
  description: 'Which noise decided how wide an interval is: the larger of two.',
  valuesConfig: {
    BETWEEN_STORES: { description: 'How far the stores lie apart: t times `standardError`.' },
    WITHIN_STORES: {
      description:
        'The noise of counts and items inside the stores, z times `withinStandardError`: the stores happen to agree more than it allows. Also the interval of a single store.',
    },
  },
});

@ObjectType({ description: 'A store that an estimate leaves out.' })
@Access(READ_LIFT)
export class EstimateExclusion {
  readonly storeId!: string;

  @Field(() => String)
  readonly reason!: string;
}

/** An estimate of the lift over stores. */
@InterfaceType('StoresEstimate', {
  implements: EstimateFields,
  description: 'An estimate of the lift over stores.',
})
export abstract class LiftEstimateFields extends EstimateFields {
  @Field(() => Float, {
    nullable: true,
    description: 'Relative lift of AI-generated over human-designed items: 0.138 is +13.8 %.',
  })
  override readonly value!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'From how far the stores lie apart; null with one store. Of `equalWeight` and `biasCorrected` on the scale of the lift, of all others on that of its logarithm.',
  })
  override readonly standardError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'From the noise of counts and items inside the stores, on the scale of `standardError`. The interval is never narrower than it allows. Null with one store, or if unknown.',
  })
  readonly withinStandardError!: number | null;

  @Field(() => HalfWidthFrom, {
    nullable: true,
    description: 'Null without a standard error of either kind.',
  })
  readonly halfWidthFrom!: HalfWidthFrom | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided, of "no lift": the larger of the one between and the one within stores.',
  })
  override readonly pValue!: number | null;

  @Field(() => Int, { description: 'Stores the estimate rests on.' })
  readonly stores!: number;

  @Field(() => String, { description: 'What must stand next to the number: when this estimand misleads.' })
  readonly caveat!: string;

  @Field(() => [EstimateExclusion], {
    description:
      'Every store that this estimate leaves out. `averageRates` and `trafficWeighted` use some of the `excluded` of the report, those without a human numerator.',
  })
  readonly excluded!: readonly EstimateExclusion[];

  @Field(() => [String], {
    description:
      'What is suspicious about the counts the estimate rests on, with the first few stores: more clicks than impressions, say, in all of a store or in an imported total of it. Also that a few stores decide it, with the interval that allows for it: see `effectiveStores` and `lowerFewStores`.',
  })
  readonly warnings!: readonly string[];
}

@ObjectType({ implements: LiftEstimateFields, description: 'An estimate over stores.' })
@Access(READ_LIFT)
export class LiftEstimate extends LiftEstimateFields {}

@ObjectType({
  implements: LiftEstimateFields,
  description:
    'Ratio of the average rates of both arms, minus 1. On the log scale: deleting one store at a time gives the spread, and exchanging the arms the reciprocal.',
})
@Access(READ_LIFT)
export class RateRatioEstimate extends LiftEstimateFields {
  @Field(() => Float, {
    nullable: true,
    description:
      'As many stores of equal weight would know as much. `warnings` say so below 10, or below a third of the stores.',
  })
  readonly effectiveStores!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower end of a wider interval that allows for few effective stores: Student t on max(1, effectiveStores - 1) degrees of freedom, in place of the stores less 1 (Carter, Schnepel and Steigerwald 2017). Null without an interval, if many stores decide the answer, and if all count alike.',
  })
  readonly lowerFewStores!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end, as `lowerFewStores`.' })
  readonly upperFewStores!: number | null;
}

@ObjectType({
  implements: LiftEstimateFields,
  description: 'Meta-analysis of the log ratios of the stores (DerSimonian-Laird, HKSJ interval).',
})
@Access(READ_LIFT)
export class RandomEffectsEstimate extends LiftEstimateFields {
  @Field(() => Float, { nullable: true, description: 'Variance of the true log ratios over stores.' })
  readonly tau2!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the spread that is not chance, 0 to 1.' })
  readonly iSquared!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Cochran's Q, with the variance of items pooled over all stores.",
  })
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
