import type { RandomStream } from '../../server/random/index.js';
import {
  drawItemCounts,
  drawStores,
  type StoreCounts,
  storeCounts,
  trueLifts,
} from '../../server/simulation/index.js';
import { type SameStoreLift, sameStoreLift } from '../../server/statistics/index.js';
import type { Scenario } from './scenarios.js';

/** What the study asks an interval of, by the names of its columns. */
export const QUANTITIES = [
  'averageRates',
  'averageRatesFewStores',
  'trafficWeighted',
  'trafficWeightedFewStores',
  'equalWeight',
  'biasCorrected',
  'logRatio',
  'randomEffects',
  'nextStore',
  'oneStore',
] as const;

export type Quantity = (typeof QUANTITIES)[number];

/** The quantities that say how many stores decide them. */
export type RateRatio = 'averageRates' | 'trafficWeighted';

/** What the lift report shows, and the true values. */
export interface Shown {
  readonly target: number;
  /** Null where nothing can be computed. */
  readonly value: number | null;
  /** Null where none is shown. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  /** Whether the report judges by the interval: not by one that leaves out how much items differ. */
  readonly isJudged: boolean;
}

/** One world. */
export interface World {
  /** One of each quantity; of `oneStore`, one a store. */
  readonly shown: Readonly<Record<Quantity, readonly Shown[]>>;
  /** The naive ratio of the arms' totals, less 1; it mixes stores. */
  readonly pooledLift: number;
  /** Null where there is no ratio. */
  readonly effectiveStores: Readonly<Record<RateRatio, number | null>>;
}

const SETTINGS = {
  confidence: 0.95,
  minimumDenominator: 0,
  words: { numerator: 'clicks', denominator: 'impressions', counted: 'clicks' },
} as const;

/** Draws stores, what was seen of them, and one more store, of which only the true lift is known. */
export function drawWorld({ population, stores }: Scenario, draws: RandomStream): World {
  const [next, ...seen] = drawStores(population, stores + 1, draws);
  const counts = seen.map((store) => storeCounts(drawItemCounts(store, draws)));
  const lift = sameStoreLift(counts, SETTINGS);
  const truth = trueLifts(population);
  return {
    shown: {
      averageRates: [shown(truth.averageRates, lift.averageRates)],
      averageRatesFewStores: [shown(truth.averageRates, allowingForFewStores(lift.averageRates))],
      trafficWeighted: [shown(truth.trafficWeighted, lift.trafficWeighted)],
      trafficWeightedFewStores: [shown(truth.trafficWeighted, allowingForFewStores(lift.trafficWeighted))],
      equalWeight: [shown(truth.equalWeight, lift.equalWeight)],
      biasCorrected: [shown(truth.equalWeight, lift.biasCorrected)],
      logRatio: [shown(truth.logRatio, lift.logRatio)],
      randomEffects: [shown(truth.logRatio, lift.randomEffects)],
      nextStore: [shown(liftOf(next!), prediction(lift))],
      oneStore: seen.map((store, index) => shown(liftOf(store), lift.stores[index]!)),
    },
    pooledLift: pooledLift(counts),
    effectiveStores: {
      averageRates: lift.averageRates.effectiveStores,
      trafficWeighted: lift.trafficWeighted.effectiveStores,
    },
  };
}

interface Estimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly pValue: number | null;
}

const shown = (target: number, { value, lower, upper, pValue }: Estimate): Shown => ({
  target,
  value,
  interval: lower === null || upper === null ? null : { lower, upper },
  isJudged: pValue !== null,
});

/** With the wider interval where the report warns that few of the stores carry the answer. */
const allowingForFewStores = ({
  lowerFewStores,
  upperFewStores,
  ...usual
}: SameStoreLift['averageRates']): Estimate =>
  lowerFewStores === null || upperFewStores === null
    ? usual
    : { ...usual, lower: lowerFewStores, upper: upperFewStores };

const prediction = ({ randomEffects }: SameStoreLift): Estimate => ({
  ...randomEffects,
  lower: randomEffects.predictionLower,
  upper: randomEffects.predictionUpper,
});

const liftOf = ({ aiRate, humanRate }: { readonly aiRate: number; readonly humanRate: number }) =>
  aiRate / humanRate - 1;

function pooledLift(stores: readonly StoreCounts[]): number {
  const rateOf = (arm: keyof StoreCounts) =>
    stores.reduce((sum, store) => sum + store[arm].numerator, 0) /
    stores.reduce((sum, store) => sum + store[arm].denominator, 0);
  return rateOf('ai') / rateOf('human') - 1;
}
