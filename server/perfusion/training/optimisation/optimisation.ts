import type { DivergenceConfig } from '../divergence-guard.js';
import type { LearningRateConfig } from './learning-rate.js';
import type { AdamWConfig } from './moments.js';

/** Parameters with a highest learning rate of their own. */
interface RateGroup {
  /** Regular expression over parameter names; the first group that matches counts. */
  readonly pattern: string;
  /** Highest rate; the schedule's shape is that of the run. 0 keeps them as they are. */
  readonly rate: number;
}

/** How weights move; plain data, as a recipe writes it. */
export interface OptimisationConfig {
  /** Optimizer steps of the whole run. */
  readonly steps: number;
  readonly learningRate: LearningRateConfig;
  readonly rateGroups?: readonly RateGroup[];
  readonly adamW?: Partial<AdamWConfig>;
  /** Longest gradient, over all parameters together; 1 if left out. */
  readonly clipNorm?: number;
  /** Batches whose mean gradient makes one step; 1 if left out. */
  readonly accumulation?: number;
  /** Decay of the moving average of weights; there is none if left out. */
  readonly averageDecay?: number;
  readonly divergence?: DivergenceConfig;
}

/** Each parameter's rate as a share of the run's. */
export function rateShares(
  names: readonly string[],
  { learningRate, rateGroups = [] }: OptimisationConfig,
): Map<string, number> {
  const groups = rateGroups.map(({ pattern, rate }) => ({ pattern: new RegExp(pattern), rate }));
  return new Map(
    names.map((name) => {
      const group = groups.find(({ pattern }) => pattern.test(name));
      return [name, group ? group.rate / learningRate.rate : 1];
    }),
  );
}
