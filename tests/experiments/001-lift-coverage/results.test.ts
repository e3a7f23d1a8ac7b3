import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { type StorePopulation, trueLifts } from '../../../server/simulation/index.js';

interface Results {
  readonly worlds: number;
  readonly simulated: boolean;
  readonly scenarios: readonly {
    readonly name: string;
    readonly population: StorePopulation;
    readonly coverage: Readonly<Record<string, { readonly target: number; readonly coverage: number }>>;
  }[];
}

const file = path.join(process.cwd(), 'experiments/001-lift-coverage/results.json');
const results = JSON.parse(readFileSync(file, 'utf8')) as Results;

it.each(['equalWeight', 'biasCorrected', 'logRatio', 'randomEffects', 'trafficWeighted'])(
  'finds the truth inside the 95 %% interval of %s in 93 to 97 %% of the worlds',
  (estimand) => {
    const base = results.scenarios.filter(({ name }) =>
      ['base', 'base, no lift', '40 stores'].includes(name),
    );

    expect(base).toHaveLength(3);
    for (const { coverage } of base) {
      expect(coverage[estimand]!.coverage).toBeGreaterThanOrEqual(0.93);
      expect(coverage[estimand]!.coverage).toBeLessThanOrEqual(0.97);
    }
  },
);

it('measured against the population, in 2,000 simulated worlds', () => {
  expect(results).toMatchObject({ worlds: 2000, simulated: true });
  for (const { population, coverage } of results.scenarios) {
    const truth = trueLifts(population);
    expect(coverage.equalWeight!.target).toBeCloseTo(truth.equalWeight, 5);
    expect(coverage.biasCorrected!.target).toBeCloseTo(truth.equalWeight, 5);
    expect(coverage.logRatio!.target).toBeCloseTo(truth.logRatio, 5);
    expect(coverage.randomEffects!.target).toBeCloseTo(truth.logRatio, 5);
    expect(coverage.trafficWeighted!.target).toBeCloseTo(truth.trafficWeighted, 5);
  }
});
