import { formatLift, formatPValue, formatShare } from '../../format/numbers.js';
import type { LiftMetric } from '../../generated/graphql.js';
import { isBetterLift } from '../metrics.js';

export interface Heterogeneity {
  /** Share of the scatter that is not chance, 0 to 1. */
  readonly iSquared: number | null;
  /** Of the test that all stores have the same lift, which knows how much items differ. */
  readonly qPValue: number | null;
  readonly predictionLower: number | null;
  readonly predictionUpper: number | null;
}

/** What decides the words. */
export interface HeterogeneityQuestion {
  readonly metric: LiftMetric;
  readonly confidence: number;
}

/** Only the test says that stores differ: the share by itself is as uncertain as the scatter. */
function spreadWords({ iSquared, qPValue }: Heterogeneity, confidence: number): string {
  const test = `p ${formatPValue(qPValue)}`;
  if (qPValue === null || qPValue >= 1 - confidence)
    return `No evidence that stores truly differ (${test}): the scatter can be chance`;
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
export const heterogeneityWords = (
  found: Heterogeneity,
  { metric, confidence }: HeterogeneityQuestion,
): string =>
  found.iSquared === null ? '' : `${spreadWords(found, confidence)}.${nextStoreWords(found, metric)}`;
