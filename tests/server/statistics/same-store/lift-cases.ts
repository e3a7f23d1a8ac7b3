import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { Arm, SameStoreSettings, StoreArms } from '../../../../server/statistics/index.js';

/** Of a reference case. */
type Metric = 'SEARCH_CTR' | 'CONVERSION_RATE';

/** Totals of one item. */
export interface ItemRow {
  readonly store: string;
  readonly item: string;
  readonly origin: 'AI_GENERATED' | 'HUMAN_DESIGNED';
  readonly scenario: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
}

/** Expected values by the name of their field. */
type Expected = Readonly<Record<string, unknown>> & {
  readonly perStore: Readonly<Record<string, object>>;
};

interface LiftCase {
  readonly metric: Metric;
  readonly rows: readonly ItemRow[];
  readonly expected: Expected;
}

interface Fixture {
  readonly columns: readonly (keyof ItemRow)[];
  readonly cases: Readonly<
    Record<
      string,
      { readonly metric: Metric; readonly rows: readonly unknown[][]; readonly expected: Expected }
    >
  >;
}

const fixture: Fixture = JSON.parse(
  readFileSync(path.join(process.cwd(), 'tests/fixtures/statistics/lift-cases.json'), 'utf8'),
);

export const LIFT_CASES = Object.keys(fixture.cases);

/** A reference case (its source stands in the file), with the rows that make it. */
export function liftCase(id: string): LiftCase {
  const { rows, ...rest } = fixture.cases[id]!;
  const toRow = (cells: readonly unknown[]) =>
    Object.fromEntries(fixture.columns.map((column, index) => [column, cells[index]])) as unknown as ItemRow;
  return { ...rest, rows: rows.map(toRow) };
}

/** Largest relative difference that counts as equal to the reference. */
const TOLERANCE = 1e-7;

/** Compares field by field what the reference states; says which field is off. */
export function expectReference(actual: unknown, expected: unknown, name = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const difference = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-9);
    if (difference > TOLERANCE) expect({ [name]: actual }).toEqual({ [name]: expected });
  } else if (typeof expected === 'object' && expected !== null && actual != null) {
    for (const [field, value] of Object.entries(expected))
      expectReference((actual as Readonly<Record<string, unknown>>)[field], value, `${name}.${field}`);
  } else expect({ [name]: actual }).toEqual({ [name]: expected });
}

const MEASURES = {
  SEARCH_CTR: ['clicks', 'impressions'],
  CONVERSION_RATE: ['orders', 'clicks'],
} as const;

export const wordsOf = (metric: Metric): SameStoreSettings['words'] => {
  const [numerator, denominator] = MEASURES[metric];
  return { numerator, denominator, counted: numerator };
};

/** The stores of a case by name, with the sums over their items. */
export function storesOf({ metric, rows }: LiftCase): ReadonlyMap<string, StoreArms> {
  const names = [...new Set(rows.map(({ store }) => store))];
  const armOf = (name: string, origin: ItemRow['origin']) =>
    toArm(
      rows.filter((row) => row.store === name && row.origin === origin),
      metric,
    );
  return new Map(
    names.map((name) => [name, { ai: armOf(name, 'AI_GENERATED'), human: armOf(name, 'HUMAN_DESIGNED') }]),
  );
}

function toArm(items: readonly ItemRow[], metric: Metric): Arm {
  const [numerator, denominator] = MEASURES[metric];
  const sum = (value: (c: number, n: number) => number) =>
    items.reduce((total, item) => total + value(item[numerator], item[denominator]), 0);
  return {
    numerator: sum((c) => c),
    denominator: sum((_, n) => n),
    items: {
      count: sum((_, n) => Number(n > 0)),
      denominatorSquares: sum((_, n) => n ** 2),
      denominatorCubes: sum((_, n) => n ** 3),
      numeratorSquares: sum((c) => c ** 2),
      products: sum((c, n) => c * n),
    },
  };
}
