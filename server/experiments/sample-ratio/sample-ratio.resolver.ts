import { Args, Query, Resolver } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { sampleRatio } from '../../statistics/index.js';
import { ANALYSE } from '../access.js';
import { requireAbove0, requireAllOrNone, requireDistinctNames } from '../arm-checks.js';
import { SampleRatioArgs } from './sample-ratio.input.js';
import { SampleRatioResult } from './sample-ratio.type.js';

@Resolver()
export class SampleRatioResolver {
  @Access(ANALYSE)
  @Query(() => SampleRatioResult, {
    complexity: 10,
    description: 'Whether units came to the arms in the planned shares, as `analysis` says it too.',
  })
  sampleRatio(@Args(() => SampleRatioArgs) { arms, concentration }: SampleRatioArgs): SampleRatioResult {
    requireDistinctNames(arms);
    requireAllOrNone(arms, 'weight');
    requireAbove0({ concentration });
    return sampleRatio(
      arms.map(({ name, units, weight }) => ({ name, units, weight: weight ?? 1 })),
      concentration,
    );
  }
}
