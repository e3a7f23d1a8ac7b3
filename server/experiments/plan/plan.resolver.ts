import { Args, Query, Resolver } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { ANALYSE } from '../access.js';
import { DetectableEffectArgs, PowerArgs, SampleSizeArgs } from './plan.input.js';
import { PlanResult, SampleSizeResult } from './plan.type.js';
import { detectableEffectAnswer, powerAnswer, sampleSizeAnswer } from './plan-answers.js';

/** Calculators for an experiment that is planned; they read no data. */
@Resolver()
export class PlanResolver {
  @Access(ANALYSE)
  @Query(() => SampleSizeResult, {
    complexity: 20,
    description:
      "Units that an experiment needs, so that it finds an effect of this size with this chance. By the delta method: of a large effect the verdict, which is Fieller's, has somewhat more power for higher and less for lower values.",
  })
  sampleSize(@Args(() => SampleSizeArgs) args: SampleSizeArgs): SampleSizeResult {
    return sampleSizeAnswer(args);
  }

  @Access(ANALYSE)
  @Query(() => PlanResult, {
    complexity: 20,
    description:
      'The smallest relative effect that so many units find with this chance; of several treatments the largest. Negative where lower values are looked for.',
  })
  detectableEffect(@Args(() => DetectableEffectArgs) args: DetectableEffectArgs): PlanResult {
    return detectableEffectAnswer(args);
  }

  @Access(ANALYSE)
  @Query(() => PlanResult, {
    complexity: 20,
    description:
      "The chance that so many units find an effect of this size; of several treatments, each against the control, the smallest. By the delta method: of a large effect the verdict, which is Fieller's, has somewhat more power for higher and less for lower values.",
  })
  power(@Args(() => PowerArgs) args: PowerArgs): PlanResult {
    return powerAnswer(args);
  }
}
