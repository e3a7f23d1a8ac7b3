import { counted } from '../../format/words.js';
import type { MetricValuesFragment } from '../../generated/graphql.js';
import { ownMetrics } from '../metric-rows.js';
import { isQuality, metricName } from '../metric-words.js';

/** One metric of the version that would be promoted and of the one in production. */
export interface NumberPair {
  readonly name: string;
  /** Null where it was not measured. */
  readonly candidate: MetricValuesFragment | null;
  readonly production: MetricValuesFragment | null;
  /** Null if one is missing, or if it is unknown whether higher is better. */
  readonly change: 'better' | 'same' | 'worse' | null;
}

interface Measured {
  readonly name: string;
  readonly metrics: readonly MetricValuesFragment[];
}

/** The own metrics of two versions by name, those of the candidate first; baselines and oracles are left out. */
export function numberPairs(candidate: Measured, production: Measured | null): NumberPair[] {
  const [ours, theirs] = [candidate, production].map((version) => ownMetrics(version?.metrics ?? []));
  const names = new Set([...ours!, ...theirs!].map(({ name }) => name));
  const find = (metrics: readonly MetricValuesFragment[], name: string) =>
    metrics.find((metric) => metric.name === name) ?? null;
  return [...names].map((name) => {
    const pair = { name, candidate: find(ours!, name), production: find(theirs!, name) };
    return { ...pair, change: changeOf(pair) };
  });
}

function changeOf({ name, candidate, production }: Omit<NumberPair, 'change'>): NumberPair['change'] {
  if (!candidate || !production || !isQuality(name)) return null;
  if (candidate.value === production.value) return 'same';
  return candidate.value > production.value ? 'better' : 'worse';
}

/** What to think of before a promotion; null where every number that both have is as good or better. */
export function promotionWarning(
  pairs: readonly NumberPair[],
  { name, production }: { readonly name: string; readonly production: string | null },
): string | null {
  if (pairs.every(({ candidate }) => candidate === null))
    return `“${name}” has not been measured: nothing says how good it is. Evaluate it first.`;
  if (production === null) return null;
  const compared = pairs.filter(({ change }) => change !== null);
  if (compared.length === 0)
    return `“${name}” and “${production}” have no metric in common: nothing says which is better. Evaluate both on the same groups.`;
  const worse = compared.filter(({ change }) => change === 'worse');
  if (worse.length === 0) return null;
  const listed = worse.map((pair) => metricName(pair.name)).join('; ');
  return `“${name}” is worse than “${production}” in ${worse.length} of ${counted(compared.length, 'metric')}: ${listed}.${withinWords(worse)}`;
}

/** Whether the intervals leave it open that nothing got worse. */
function withinWords(worse: readonly NumberPair[]): string {
  const overlap = worse.every(({ candidate, production }) => {
    const [upper, lower] = [candidate?.upper ?? null, production?.lower ?? null];
    return upper !== null && lower !== null && upper >= lower;
  });
  return overlap ? ' The intervals overlap, so the difference may be chance.' : '';
}
