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

interface VerdictFacts extends Pick<Headline, 'metric' | 'verdict'> {
  readonly headline: Pick<Headline['headline'], 'value'>;
}

export function verdictTone({ metric, verdict }: Pick<Headline, 'metric' | 'verdict'>): Tone {
  if (verdict !== 'HIGHER' && verdict !== 'LOWER') return 'quiet';
  return isBetterLift(metric, verdict === 'HIGHER' ? 1 : -1) ? 'better' : 'worse';
}

/** A value may stand without an interval, which is then withheld. */
export function verdictWords(report: VerdictFacts): string {
  if (report.verdict === 'NOT_COMPUTED')
    return report.headline.value === null ? 'Cannot be computed' : 'No interval or verdict';
  if (report.verdict === 'INCONCLUSIVE') return 'No clear difference';
  return verdictTone(report) === 'better' ? 'AI items do better' : 'AI items do worse';
}
