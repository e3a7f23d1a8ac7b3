import { formatInterval, formatLift } from '../../format/numbers.js';
import type { Estimand, LiftMetric, Verdict } from '../../generated/graphql.js';
import { METRICS } from '../metrics.js';

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
    readonly warnings: readonly string[];
  };
}

/** Which colour a verdict has; words always say the same. */
export type Tone = 'better' | 'worse' | 'quiet';

export function verdictTone({ metric, verdict }: Pick<Headline, 'metric' | 'verdict'>): Tone {
  if (verdict !== 'HIGHER' && verdict !== 'LOWER') return 'quiet';
  const isMore = verdict === 'HIGHER';
  return isMore === Boolean(METRICS[metric].lowerIsBetter) ? 'worse' : 'better';
}

export function verdictWords(report: Pick<Headline, 'metric' | 'verdict'>): string {
  if (report.verdict === 'NOT_COMPUTED') return 'Cannot be computed';
  if (report.verdict === 'INCONCLUSIVE') return 'No clear difference';
  return verdictTone(report) === 'better' ? 'AI items do better' : 'AI items do worse';
}

const IN_THE_STORE: Record<Estimand, string> = {
  EQUAL_WEIGHT: 'in the average store',
  LOG_RATIO: 'in the typical store',
  BIAS_CORRECTED: 'in the average store, corrected for small counts',
  TRAFFIC_WEIGHTED: 'over the traffic of all stores',
  RANDOM_EFFECTS: 'in the typical store',
};

const absolute = (lift: number) => formatLift(Math.abs(lift)).replace('+', '');

/** The answer as one sentence that can be quoted: it never says more than the interval allows. */
export function verdictSentence(report: Headline, confidence: number): string {
  const { value, lower, upper, reason } = report.headline;
  if (value === null) return reason ?? 'There is not enough data for an answer yet.';
  const where = IN_THE_STORE[report.headlineEstimand];
  const { happenings, uncountable } = METRICS[report.metric];
  const direction = value >= 0 ? 'more' : uncountable ? 'less' : 'fewer';
  const found = `AI items had ${absolute(value)} ${direction} ${happenings} than human-designed items ${where}`;
  if (lower === null || upper === null) return `${found}. ${reason ?? 'No interval can be computed.'}`;
  const interval = `${Math.round(confidence * 100)}% interval ${formatInterval(lower, upper)}`;
  return report.verdict === 'INCONCLUSIVE'
    ? `${found}, but the ${interval} includes zero.`
    : `${found}; ${interval}.`;
}
