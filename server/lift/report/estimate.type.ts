import { Field, Float, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Access, EstimateFields } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';

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
    description: 'On the scale of the logarithm for the log ratio and random effects, of the lift otherwise.',
  })
  override readonly standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided, of "no lift".' })
  override readonly pValue!: number | null;

  @Field(() => Int, { description: 'Stores the estimate rests on.' })
  readonly stores!: number;

  @Field(() => [String], {
    description:
      'What is suspicious about the counts the estimate rests on, with the first few stores: more clicks than impressions, say, in all of a store or in an imported total of it.',
  })
  readonly warnings!: readonly string[];
}

@ObjectType({ implements: LiftEstimateFields, description: 'An estimate over stores.' })
@Access(READ_LIFT)
export class LiftEstimate extends LiftEstimateFields {}

@ObjectType({
  implements: LiftEstimateFields,
  description: 'The market as a whole: pooled rates, clustered by store.',
})
@Access(READ_LIFT)
export class TrafficWeightedEstimate extends LiftEstimateFields {
  @Field(() => Float, {
    nullable: true,
    description: 'Second opinion: delete-one-store jackknife. More cautious with few or unequal stores.',
  })
  readonly jackknifeStandardError!: number | null;
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
