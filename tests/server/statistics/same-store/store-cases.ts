import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SameStoreSettings, StoreArms } from '../../../../server/statistics/index.js';

interface Row {
  readonly store: string;
  readonly ai_impressions: number;
  readonly ai_clicks: number;
  readonly human_impressions: number;
  readonly human_clicks: number;
}

type Interval = readonly [number, number];

/** The expected values of all cases; each case has those that concern it. */
interface Expected {
  readonly per_store: readonly (number | null)[];
  readonly excluded: readonly string[];
  readonly mean: number;
  readonly std_error: number;
  readonly std_error_log: number;
  readonly hksj_std_error: number;
  readonly ci: Interval;
  readonly ci_hksj: Interval;
  readonly prediction_interval: Interval;
  readonly p_value: number;
  readonly effect: number;
  readonly within_var_log: readonly number[];
  readonly Q: number;
  readonly Q_p_value: number;
  readonly I2: number;
  readonly tau2: number;
}

interface ReferenceCase {
  readonly input: { readonly table: readonly Row[] };
  readonly expected: Expected;
}

const fixture = path.join(process.cwd(), 'tests/fixtures/statistics/store-cases.json');

/** A case of the reference numbers (SciPy 1.17.1; the oracle stands in the file). */
export function referenceCase(id: string) {
  const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: Record<string, ReferenceCase> };
  const { input, expected } = cases[id]!;
  return { names: input.table.map((row) => row.store), stores: input.table.map(toArms), expected };
}

const toArms = (row: Row): StoreArms => ({
  ai: { numerator: row.ai_clicks, denominator: row.ai_impressions },
  human: { numerator: row.human_clicks, denominator: row.human_impressions },
});

export const CTR: SameStoreSettings = {
  confidence: 0.95,
  minimumDenominator: 0,
  words: { numerator: 'clicks', denominator: 'impressions', counted: 'clicks' },
};

/** A store from its counts, in the order of the field: clicks of impressions, AI then human. */
export const store = (ai: readonly [number, number], human: readonly [number, number]): StoreArms => ({
  ai: { numerator: ai[0], denominator: ai[1] },
  human: { numerator: human[0], denominator: human[1] },
});
