import { isClipped, type Scale, scaleOfIntervals } from '../../ui/chart/scale.js';

interface Arm {
  readonly numerator: number;
  readonly denominator: number;
  readonly rate: number | null;
}

export interface StoreLiftData {
  readonly store: { readonly id: string; readonly name: string };
  readonly lift: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
  readonly ai: Arm;
  readonly human: Arm;
}

export interface ForestRow {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
  readonly aiRate: number | null;
  readonly humanRate: number | null;
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

const orders: Record<ForestOrder, (a: ForestRow, b: ForestRow) => number> = {
  lift: (a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY),
  traffic: (a, b) => b.traffic - a.traffic,
  name: (a, b) => a.name.localeCompare(b.name),
};

/** One row per store, in order. Stores with the same place keep the order of their names. */
export function toForestRows(stores: readonly StoreLiftData[], order: ForestOrder): ForestRow[] {
  const most = Math.max(1, ...stores.map(({ ai, human }) => ai.denominator + human.denominator));
  return stores
    .map((store) => toRow(store, most))
    .sort(orders.name)
    .sort(orders[order]);
}

function toRow({ store, lift, lower, upper, reason, ai, human }: StoreLiftData, most: number): ForestRow {
  const traffic = ai.denominator + human.denominator;
  return {
    id: store.id,
    name: store.name,
    value: lift,
    lower,
    upper,
    reason,
    aiRate: ai.rate,
    humanRate: human.rate,
    traffic,
    radius: MIN_RADIUS + (MAX_RADIUS - MIN_RADIUS) * Math.sqrt(traffic / most),
  };
}

/** The rows whose store name holds the text, letter case aside. */
export const rowsNamed = (rows: readonly ForestRow[], text: string): ForestRow[] =>
  rows.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));

/** One axis for all stores, whatever page of them is shown, and how many reach beyond it. */
export function forestScale(rows: readonly ForestRow[]): { readonly scale: Scale; readonly clipped: number } {
  const scale = scaleOfIntervals(rows);
  return { scale, clipped: rows.filter((row) => isClipped(scale, row)).length };
}
