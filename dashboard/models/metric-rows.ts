import type { MetricValuesFragment } from '../generated/graphql.js';
import { niceScale, type Scale, scaleBetween } from '../ui/chart/scale.js';

/** Whose number it is: of the version itself, of another model to compare with, or the best that can be reached. */
export type MetricParty = 'own' | 'baseline' | 'ceiling';

export interface MetricRow {
  readonly name: string;
  /** Of what, `PickScore`, say; the measure itself where the name says no more. */
  readonly subject: string;
  /** Not `role`: recharts writes every field of a row onto its point, where that would be the role of ARIA. */
  readonly party: MetricParty;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly unit: string | null;
  readonly sampleSize: number | null;
}

/** The same measure of several models, which may be drawn on one axis. */
export interface Measure {
  readonly name: string;
  readonly rows: readonly MetricRow[];
}

/**
 * Parts of a metric's name: what is measured, on which groups, and of which model where it is not the version's
 * own: `GAUC, unseen merchants, oracle`.
 */
function toRow(metric: MetricValuesFragment): { measure: string; row: MetricRow } {
  const [what = metric.name, on, ...of] = metric.name.split(', ');
  const subject = of.join(', ');
  return {
    measure: on === undefined ? what : `${what}, ${on}`,
    row: { ...metric, subject: subject || 'this version', party: partyOf(subject) },
  };
}

function partyOf(subject: string): MetricParty {
  if (subject === '') return 'own';
  return subject === 'oracle' ? 'ceiling' : 'baseline';
}

/** The metrics of the version itself, without those of the models that it is compared with. */
export const ownMetrics = (metrics: readonly MetricValuesFragment[]): MetricValuesFragment[] =>
  metrics.filter((metric) => toRow(metric).row.party === 'own');

/** Metrics by measure, both in the order they were given. */
export function toMeasures(metrics: readonly MetricValuesFragment[]): Measure[] {
  const rows = metrics.map(toRow);
  const names = [...new Set(rows.map(({ measure }) => measure))];
  return names.map((name) => ({
    name,
    rows: rows.filter(({ measure }) => measure === name).map(({ row }) => row),
  }));
}

/** Measures where a drawing says more than the number: those of several models, the best one first. */
export const drawnMeasures = (measures: readonly Measure[]): Measure[] =>
  measures
    .filter(({ rows }) => rows.length > 1)
    .map(({ name, rows }) => ({ name, rows: [...rows].sort((a, b) => b.value - a.value) }));

/** Of a measure of ranking, the value of a coin toss. */
export const chanceOf = (measure: string): number | null => (measure.startsWith('GAUC') ? 0.5 : null);

/**
 * An axis for a measure: between 0 and 1 the whole of it from chance to perfect, so that small differences look
 * small; for any other, from zero.
 */
export function measureScale({ name, rows }: Measure): Scale {
  const ends = rows.flatMap(({ value, lower, upper }) => [value, lower ?? value, upper ?? value]);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const chance = chanceOf(name) ?? 0;
  if (low < 0 || high > 1) return niceScale(low, high);
  return scaleBetween(low >= chance ? chance : 0, 1);
}
