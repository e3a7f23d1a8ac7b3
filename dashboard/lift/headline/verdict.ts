import type { Estimand, LiftMetric, Verdict } from '../../generated/graphql.js';
import { isBetterLift } from '../metrics.js';

export interface Headline {
  readonly metric: LiftMetric;
  readonly verdict: Verdict;
  readonly headlineEstimand: Estimand;
  readonly headline: {
    readonly value: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly stores: number;
    readonly reason: string | null;
    readonly caveat: string;
    readonly warnings: readonly string[];
  };
}

/** Which colour a verdict has; words always say the same. */
export type Tone = 'better' | 'worse' | 'quiet';

export function verdictTone({ metric, verdict }: Pick<Headline, 'metric' | 'verdict'>): Tone {
  if (verdict !== 'HIGHER' && verdict !== 'LOWER') return 'quiet';
  return isBetterLift(metric, verdict === 'HIGHER' ? 1 : -1) ? 'better' : 'worse';
}

export function verdictWords(report: Pick<Headline, 'metric' | 'verdict'>): string {
  if (report.verdict === 'NOT_COMPUTED') return 'Cannot be computed';
  if (report.verdict === 'INCONCLUSIVE') return 'No clear difference';
  return verdictTone(report) === 'better' ? 'AI items do better' : 'AI items do worse';
}
