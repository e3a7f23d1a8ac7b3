import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';

/** A reference case of an engine or an independent program; the file names their versions. */
export interface ExperimentCase {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of its case
  readonly input: any;
  readonly expected: Readonly<Record<string, unknown>>;
  /** Decimals that `expected` is rounded to. */
  readonly decimals?: number;
  readonly full_precision?: Readonly<Record<string, unknown>>;
  readonly tolerance?: string;
  readonly rtol?: number | string | null;
}

export type CasesOf = 'gbstats' | 'others' | 'reference';

const fixture: Readonly<Record<CasesOf, Readonly<Record<string, ExperimentCase>>>> = JSON.parse(
  readFileSync(path.join(process.cwd(), 'tests/fixtures/statistics/experiment-cases.json'), 'utf8'),
);

export const casesOf = (source: CasesOf) => Object.entries(fixture[source]);

export const caseOf = (source: CasesOf, id: string) => fixture[source][id]!;

/** Numbers expected to be equal within a difference: relative, or absolute of rounded ones. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** Compares what is expected field by field, and names the field that is off; "Infinity" is no bound. */
export function expectWithin(actual: unknown, expected: unknown, tolerance: Tolerance, name = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    if (!isWithin(actual, expected, tolerance)) expect({ [name]: actual }).toEqual({ [name]: expected });
  } else if (typeof expected === 'object' && expected !== null)
    for (const [field, value] of Object.entries(expected))
      expectWithin(
        (actual as Readonly<Record<string, unknown>>)[field],
        value,
        tolerance,
        `${name}.${field}`,
      );
  else expect({ [name]: actual }).toEqual({ [name]: NO_BOUND.has(expected) ? null : expected });
}

const NO_BOUND = new Set<unknown>(['Infinity', '-Infinity']);

const isWithin = (actual: number, expected: number, { relative = 0, absolute = 0 }: Tolerance) =>
  Math.abs(actual - expected) <= relative * Math.abs(expected) + absolute;
