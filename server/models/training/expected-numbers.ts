import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Metric, TrainingPoint } from './training-outcome.js';

const ExpectedNumbers = z.object({
  /** Backend on which the numbers were made. */
  backend: z.string(),
  /** Last loss of each stage, by its name. */
  losses: z.record(z.string(), z.number()),
  /** Metrics by name. */
  metrics: z.record(z.string(), z.number()),
});

/** Numbers that a training comes to, wherever it runs. */
export type ExpectedNumbers = z.infer<typeof ExpectedNumbers>;

/** Largest difference of a number that counts as the same. */
const TOLERANCE = 1e-4;

export const readExpectedNumbers = (path: string): ExpectedNumbers =>
  ExpectedNumbers.parse(JSON.parse(readFileSync(path, 'utf8')));

/** The numbers of a training, as they are committed. */
export function numbersOf(
  backend: string,
  points: readonly TrainingPoint[],
  metrics: readonly Metric[],
): ExpectedNumbers {
  const last = points.filter(({ step, steps }) => step === steps);
  return {
    backend,
    losses: Object.fromEntries(last.map(({ stage, loss }) => [stage, loss])),
    metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  };
}

/** @returns a sentence for each number that is missing or differs by more than 1e-4; none where all are the same */
export function differingNumbers(expected: ExpectedNumbers, actual: ExpectedNumbers): string[] {
  const parts = [
    ['last loss of', expected.losses, actual.losses],
    ['metric', expected.metrics, actual.metrics],
  ] as const;
  return parts.flatMap(([what, wanted, found]) =>
    Object.entries(wanted).flatMap(([name, value]) => {
      const other = found[name];
      if (other === undefined) return [`${what} ${name} is missing`];
      if (Math.abs(other - value) <= TOLERANCE * Math.max(1, Math.abs(value))) return [];
      return [`${what} ${name} is ${other}, but ${value} was expected`];
    }),
  );
}
