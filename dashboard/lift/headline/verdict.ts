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
  readonly headline: Pick<Headline['headline'], 'value' | 'lower'>;
}

export function verdictTone({ metric, verdict }: Pick<Headline, 'metric' | 'verdict'>): Tone {
  if (verdict !== 'HIGHER' && verdict !== 'LOWER') return 'quiet';
  return isBetterLift(metric, verdict === 'HIGHER' ? 1 : -1) ? 'better' : 'worse';
}

/** A value may stand without an interval, which is then withheld, or with one that is too narrow to judge by. */
export function verdictWords(report: VerdictFacts): string {
  if (report.verdict === 'NOT_COMPUTED') return missingWords(report.headline);
  if (report.verdict === 'INCONCLUSIVE') return 'No clear difference';
  return verdictTone(report) === 'better' ? 'AI items do better' : 'AI items do worse';
}

function missingWords({ value, lower }: VerdictFacts['headline']): string {
  if (value === null) return 'Cannot be computed';
  return lower === null ? 'No interval or verdict' : 'No verdict';
}

/** Why there is no interval, without what the words of the verdict say already. */
export const causeOf = (reason: string | null): string | null =>
  reason?.replace(/^No (interval or verdict|interval|estimate): /, '') ?? null;
