import { AnalysisResolver } from './analysis/analysis.resolver.js';
import { PlanResolver } from './plan/plan.resolver.js';
import { SampleRatioResolver } from './sample-ratio/sample-ratio.resolver.js';

/** The front door: analysis of an experiment from its sums, and calculators for one that is planned. */
export const createExperiments = () => ({
  resolvers: [new AnalysisResolver(), new SampleRatioResolver(), new PlanResolver()],
});
