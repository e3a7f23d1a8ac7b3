import type { Estimand, HalfWidthFrom } from '../../generated/graphql.js';
import type { LiftReportData } from '../lift-report-data.js';

export interface EstimandRow {
  readonly estimand: Estimand;
  /** Chosen for the workspace before anybody looked. */
  readonly isHeadline: boolean;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** How far the stores lie apart, on the scale of the estimand. */
  readonly standardError: number | null;
  /** The noise inside the stores, on the same scale. */
  readonly withinStandardError: number | null;
  /** Which of the two decided the width of the interval. */
  readonly halfWidthFrom: HalfWidthFrom | null;
  readonly pValue: number | null;
  readonly stores: number;
  /** As many stores of equal weight would know as much; null if the estimand does not say. */
  readonly effectiveStores: number | null;
  readonly reason: string | null;
  readonly caveat: string;
  readonly warnings: readonly string[];
}

const FIELDS = {
  AVERAGE_RATES: 'averageRates',
  EQUAL_WEIGHT: 'equalWeight',
  LOG_RATIO: 'logRatio',
  BIAS_CORRECTED: 'biasCorrected',
  TRAFFIC_WEIGHTED: 'trafficWeighted',
  RANDOM_EFFECTS: 'randomEffects',
} as const satisfies Record<Estimand, keyof LiftReportData>;

const estimands = Object.keys(FIELDS) as Estimand[];

/** The six answers side by side, the one chosen beforehand first. */
export function toEstimandRows(
  report: Pick<LiftReportData, (typeof FIELDS)[Estimand] | 'headlineEstimand'>,
): EstimandRow[] {
  const rows = estimands.map((estimand) => {
    const estimate = report[FIELDS[estimand]];
    const effectiveStores = 'effectiveStores' in estimate ? estimate.effectiveStores : null;
    return { ...estimate, estimand, isHeadline: estimand === report.headlineEstimand, effectiveStores };
  });
  return rows.sort((a, b) => Number(b.isHeadline) - Number(a.isHeadline));
}

/** Words for whether the choice of estimand decides the verdict; null if the first has no interval, or no other has. */
export function agreementWords(
  rows: readonly Pick<EstimandRow, 'lower' | 'upper' | 'pValue'>[],
): string | null {
  const judged = rows.filter(({ pValue }) => pValue !== null);
  if (judged[0] === undefined || judged[0] !== rows[0]) return null;
  const sides = judged
    .filter(({ lower, upper }) => lower !== null && upper !== null)
    .map(({ lower, upper }) => (lower! > 0 ? 1 : upper! < 0 ? -1 : 0));
  if (sides.length < 2) return null;
  if (new Set(sides).size > 1) return 'The answers do not all agree; say so when you quote the headline.';
  return sides[0] === 0
    ? 'Every interval includes zero, so the choice does not decide the verdict.'
    : 'All answers with a verdict lie on the same side, so the choice does not decide the verdict.';
}
