import { Arg, Query, Resolver } from 'type-graphql';
import { Access, Verdict } from '../../platform/index.js';
import { analyse } from '../../statistics/index.js';
import { ANALYSE } from '../access.js';
import { AnalysisInput } from './analysis.input.js';
import { AnalysisResult } from './analysis.type.js';
import { analysisQuestion } from './analysis-question.js';

@Resolver(() => AnalysisResult)
export class AnalysisResolver {
  @Access(ANALYSE)
  @Query(() => AnalysisResult, {
    complexity: 20,
    description:
      "Analyses an experiment from the sums of its arms; nothing is stored, and no workspace's data are read.",
  })
  analysis(@Arg('input', () => AnalysisInput) input: AnalysisInput): AnalysisResult {
    const { comparisons, ...result } = analyse(analysisQuestion(input));
    return {
      ...result,
      comparisons: comparisons.map((comparison) => ({ ...comparison, verdict: Verdict[comparison.verdict] })),
    };
  }
}
