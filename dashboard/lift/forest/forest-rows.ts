import { ESTIMAND_NAMES } from '../../format/words.js';
import type { LiftMetric, VarianceFrom } from '../../generated/graphql.js';
import type { IntervalEstimate } from '../../ui/chart/IntervalTable.js';
import { isClipped, type Scale, scaleOfIntervals } from '../../ui/chart/scale.js';
import type { LiftReportData } from '../lift-report-data.js';
import { isBetterLift } from '../metrics.js';

interface Arm {
  readonly numerator: number | null;
  readonly denominator: number;
  readonly rate: number | null;
  readonly currency: string | null;
}

interface Compared {
  readonly ai: Arm;
  readonly human: Arm;
}

export interface StoreLiftData extends Compared {
  readonly store: { readonly id: string; readonly name: string };
  readonly lift: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
  readonly varianceFrom: VarianceFrom | null;
  readonly warnings: readonly string[];
}

export interface ForestRow extends Compared, IntervalEstimate {
  readonly id: string;
  readonly name: string;
  /** What says how wide the interval is; null without one, and for the headline. */
  readonly varianceFrom: VarianceFrom | null;
  readonly warnings: readonly string[];
  /** Impressions, clicks or orders that the two rates rest on, together. */
  readonly traffic: number;
  /** Radius of the point in pixels; its area grows with the traffic. */
  readonly radius: number;
}

export type ForestOrder = 'lift' | 'traffic' | 'name';

export const FOREST_ORDERS: Record<ForestOrder, string> = {
  lift: 'Best first',
  traffic: 'Most traffic first',
  name: 'By name',
};

const MIN_RADIUS = 2.5;
const MAX_RADIUS = 6;
const SUMMARY_RADIUS = 7;

type Order = (a: ForestRow, b: ForestRow) => number;

/** The store where AI items do best first; without a lift last. */
const bestFirst = (metric: LiftMetric): Order => {
  const sign = isBetterLift(metric, 1) ? 1 : -1;
  const goodness = ({ value }: ForestRow) => (value === null ? Number.NEGATIVE_INFINITY : sign * value);
  return (a, b) => goodness(b) - goodness(a);
};

const orders: Record<Exclude<ForestOrder, 'lift'>, Order> = {
  traffic: (a, b) => b.traffic - a.traffic,
  name: (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
};

/** One row per store, in order. Stores with the same place keep the order of their names. */
export function toForestRows(
  { metric, stores }: { readonly metric: LiftMetric; readonly stores: readonly StoreLiftData[] },
  order: ForestOrder,
): ForestRow[] {
  const maxTraffic = Math.max(1, ...stores.map(trafficOf));
  return stores
    .map((store) => toRow(store, maxTraffic))
    .sort(orders.name)
    .sort(order === 'lift' ? bestFirst(metric) : orders[order]);
}

const trafficOf = ({ ai, human }: Compared): number => ai.denominator + human.denominator;

function toRow({ store, lift, ...line }: StoreLiftData, maxTraffic: number): ForestRow {
  const traffic = trafficOf(line);
  const radius = MIN_RADIUS + (MAX_RADIUS - MIN_RADIUS) * Math.sqrt(traffic / maxTraffic);
  return { ...line, ...store, value: lift, traffic, radius };
}

/** The headline, which puts the stores together; why it has none is said where the answer is. */
export const toSummaryRow = ({ headline, headlineEstimand, totals }: LiftReportData): ForestRow => ({
  id: headlineEstimand,
  name: ESTIMAND_NAMES[headlineEstimand],
  ...headline,
  ...(headline.value === null && { reason: null }),
  ...totals,
  varianceFrom: null,
  traffic: trafficOf(totals),
  radius: SUMMARY_RADIUS,
});

/** The rows whose store name holds the text, letter case aside. */
export const rowsNamed = (rows: readonly ForestRow[], text: string): ForestRow[] =>
  rows.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));

/** One axis for all stores, whatever page of them is shown, and how many reach beyond it. */
export function forestScale(rows: readonly ForestRow[]): { readonly scale: Scale; readonly clipped: number } {
  const scale = scaleOfIntervals(rows);
  return { scale, clipped: rows.filter((row) => isClipped(scale, row)).length };
}
