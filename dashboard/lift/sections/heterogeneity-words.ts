import { formatLift, formatPValue, formatShare } from '../../format/numbers.js';
import type { LiftMetric } from '../../generated/graphql.js';
import { isBetterLift } from '../metrics.js';

export interface Heterogeneity {
  /** Share of the scatter that is not chance, 0 to 1. */
  readonly iSquared: number | null;
  /** Of the test that all stores have the same lift. */
  readonly qPValue: number | null;
  readonly predictionLower: number | null;
  readonly predictionUpper: number | null;
}

/** What decides the words. */
export interface HeterogeneityQuestion {
  readonly metric: LiftMetric;
  readonly confidence: number;
  /** Whether stores with several items tell how much items differ, those of AI and those of human design. */
  readonly itemsAreKnown: boolean;
}

/** Only the test says that stores differ: the share by itself is as uncertain as the scatter. */
function spreadWords(
  { iSquared, qPValue }: Heterogeneity,
  { confidence, itemsAreKnown }: HeterogeneityQuestion,
): string {
  const test = `p ${formatPValue(qPValue)}`;
  if (qPValue === null || qPValue >= 1 - confidence)
    return `No evidence that stores truly differ (${test}): the scatter can be chance`;
  if (!itemsAreKnown)
    return `Stores scatter more than their counts explain (${test}), but no store has several items of each origin, so differences between items cannot be told from differences between stores`;
  return `Stores truly differ (${test}): about ${formatShare(iSquared)} of the scatter is not chance`;
}

function nextStoreWords(
  { predictionLower: lower, predictionUpper: upper }: Heterogeneity,
  metric: LiftMetric,
) {
  if (lower === null || upper === null) return '';
  const range = `A new store would likely fall between ${formatLift(lower)} and ${formatLift(upper)}`;
  if (lower <= 0 && upper >= 0) return ` ${range}: the mean says little about a single store.`;
  return ` ${range}: AI items can be expected to do ${isBetterLift(metric, lower) ? 'better' : 'worse'} there too.`;
}

/** Heterogeneity for a reader who does not know the symbols. */
export const heterogeneityWords = (found: Heterogeneity, question: HeterogeneityQuestion): string =>
  found.iSquared === null ? '' : `${spreadWords(found, question)}.${nextStoreWords(found, question.metric)}`;
