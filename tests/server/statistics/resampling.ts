import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BootstrapConfig } from '../../../server/statistics/index.js';

interface Resampling {
  readonly bootstraps: readonly {
    readonly input: Partial<BootstrapConfig> & {
      readonly values: readonly number[];
      readonly per?: readonly number[];
    };
    readonly expected: {
      readonly value: number;
      readonly lower: number;
      readonly upper: number;
      readonly n: number;
    };
  }[];
  readonly quantiles: readonly {
    readonly sample: readonly number[];
    readonly probability: number;
    /** Definition 7 of Hyndman & Fan. */
    readonly linear: number;
    /** Definition 1. */
    readonly discrete: number;
  }[];
}

/** What `resampling.py` computes with NumPy. */
export const { bootstraps: BOOTSTRAPS, quantiles: QUANTILES }: Resampling = JSON.parse(
  readFileSync(path.join('tests', 'fixtures', 'statistics', 'resampling.json'), 'utf8'),
);
