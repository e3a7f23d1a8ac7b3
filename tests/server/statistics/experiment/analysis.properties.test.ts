import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeSums } from '../../../../server/statistics/experiment/cuped.js';
import type { Effect } from '../../../../server/statistics/experiment/effect.js';
import { type ArmSums, analyse, type NamedComparison, verdict } from '../../../../server/statistics/index.js';
import { question, ratioSums } from './experiment-sums.js';

/** Values of a unit: numerator and denominator in the experiment, then before it. */
const unit = fc.tuple(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 1, max: 20 }),
);
const units = fc.array(unit, { minLength: 3, maxLength: 30 });

type Unit = readonly [number, number, number, number];

const meanSums = (rows: readonly Unit[], scale = 1): ArmSums => {
  const sum = (value: (row: Unit) => number) => rows.reduce((total, row) => total + value(row), 0);
  return {
    kind: 'MEAN',
    units: rows.length,
    sum: sum(([y]) => scale * y),
    sumSquares: sum(([y]) => (scale * y) ** 2),
    before: {
      sum: sum(([, , x]) => x),
      sumSquares: sum(([, , x]) => x ** 2),
      productWithSum: sum(([y, , x]) => scale * y * x),
    },
  };
};
const proportionSums = (rows: readonly Unit[]): ArmSums => ({
  kind: 'PROPORTION',
  units: rows.length,
  sum: rows.filter(([y]) => y > 4).length,
  before: null,
});

const kinds = fc.constantFrom(meanSums, ratioSums, proportionSums);
const alternatives = fc.constantFrom('TWO_SIDED' as const, 'GREATER' as const, 'LESS' as const);
const planned = fc.constantFrom(null, 20, 5000);

const worlds = fc.record({
  kind: kinds,
  arms: fc.array(units, { minLength: 2, maxLength: 4 }),
  alternative: alternatives,
  plannedUnits: planned,
  confidence: fc.constantFrom(0.8, 0.95, 0.999),
});

const effectsOf = (comparison: NamedComparison): readonly Effect[] =>
  [
    comparison.absolute,
    comparison.relative,
    comparison.relativeDelta,
    comparison.unadjusted,
    comparison.sequential,
    comparison.sequentialRelative,
    comparison.sequentialRelativeDelta,
  ].filter((effect) => effect !== null);

const numbersOf = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
};

const answered = ({ kind, arms, ...settings }: typeof worlds extends fc.Arbitrary<infer W> ? W : never) =>
  analyse(
    question(
      arms.map((rows) => kind(rows)),
      settings,
    ),
  );

it('gives finite numbers, or null with a reason', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const analysis = answered(world);
      expect(numbersOf(analysis).every(Number.isFinite)).toBe(true);
      for (const comparison of analysis.comparisons)
        for (const { value, lower, upper, pValue, reason } of effectsOf(comparison))
          if ([value, lower, upper, pValue].includes(null)) expect(reason).toEqual(expect.any(String));
    }),
  );
});

it('judges by the interval that decides, and never relative against absolute', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const comparison of answered(world).comparisons) {
        const { absolute, relative, sequential, sequentialRelative } = comparison;
        const deciding =
          world.plannedUnits === null ? [relative, absolute] : [sequentialRelative!, sequential!];
        const verdicts = deciding.map(verdict);
        expect(verdicts).toContain(comparison.verdict);
        if (verdicts[0] !== 'NOT_COMPUTED') expect(verdicts[0]).toBe(verdicts[1]);
      }
    }),
  );
});

it('rejects if and only if the p-value is below 1 - confidence', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const comparison of answered(world).comparisons)
        for (const effect of effectsOf(comparison)) {
          const alpha = 1 - world.confidence;
          // At the boundary itself rounding decides, and one-sided sequential p-values stop at their range's end.
          if (effect.pValue === null || Math.abs(effect.pValue - alpha) < 1e-9) continue;
          const isSignificant = ['HIGHER', 'LOWER'].includes(verdict(effect));
          expect(isSignificant).toBe(effect.pValue < alpha);
        }
    }),
  );
});

it('gives the opposite difference for exchanged arms', () => {
  fc.assert(
    fc.property(kinds, units, units, (kind, a, b) => {
      const [there, back] = [
        [a, b],
        [b, a],
      ].map((arms) => analyse(question(arms.map((rows) => kind(rows)))).comparisons[0]!.absolute);
      expect(back!.value ?? 0).toBeCloseTo(-(there!.value ?? 0), 9);
      expect(back!.pValue ?? 1).toBeCloseTo(there!.pValue ?? 1, 9);
    }),
  );
});

it('refuses products with the time before that the variances do not allow', () => {
  const arms: ArmSums[] = [
    {
      kind: 'MEAN',
      units: 92,
      sum: -24.34,
      sumSquares: 97.44,
      before: { sum: 0, sumSquares: 91, productWithSum: 249.95 },
    },
    {
      kind: 'MEAN',
      units: 1_840,
      sum: -380.73,
      sumSquares: 97.17,
      before: { sum: 0, sumSquares: 1_839, productWithSum: 100.22 },
    },
  ];
  expect(analyse(question(arms)).comparisons[0]).toMatchObject({
    verdict: 'NOT_COMPUTED',
    reason: expect.stringContaining('that no units can have'),
  });
});

it('takes no arm without a success for certain', () => {
  const arm = (units: number, sum: number): ArmSums => ({ kind: 'PROPORTION', units, sum, before: null });
  expect(analyse(question([arm(1_000, 30), arm(20, 0)])).comparisons[0]).toMatchObject({
    verdict: 'NOT_COMPUTED',
    reason: 'All units of an arm are alike, so that chance cannot be told from an effect.',
  });
});

it('takes what rounding leaves of the variance of equal units for none', () => {
  const [a, b]: Unit[][] = [
    [0, 0, 1].map((y): Unit => [y, 1, 0, 1]),
    [5, 5, 5].map((y): Unit => [y, 1, 3, 1]),
  ];
  for (const scale of [0.01, 1, 100])
    expect(analyse(question([meanSums(a!, scale), meanSums(b!, scale)])).comparisons[0]!.verdict).toBe(
      'NOT_COMPUTED',
    );
});

it('is relative whatever unit the metric is measured in', () => {
  fc.assert(
    fc.property(units, units, fc.constantFrom(0.01, 100), (a, b, scale) => {
      const [plain, scaled] = [1, scale].map(
        (factor) => analyse(question([meanSums(a, factor), meanSums(b, factor)])).comparisons[0]!,
      );
      expect(scaled!.verdict).toBe(plain!.verdict);
      expect(scaled!.relative.value ?? 0).toBeCloseTo(plain!.relative.value ?? 0, 8);
      expect(scaled!.relative.upper ?? 0).toBeCloseTo(plain!.relative.upper ?? 0, 6);
    }),
  );
});

it('merges sums in any order, as if all units had been summed at once', () => {
  fc.assert(
    fc.property(fc.constantFrom(meanSums, ratioSums), units, units, units, (kind, a, b, c) => {
      const [x, y, z] = [a, b, c].map((rows) => kind(rows));
      expect(mergeSums(mergeSums(x!, y!), z!)).toEqual(mergeSums(z!, mergeSums(y!, x!)));
      expect(mergeSums(x!, y!)).toEqual(kind([...a, ...b]));
    }),
  );
});

it('refuses to merge sums of different kinds', () => {
  const rows: Unit[] = [
    [1, 2, 3, 4],
    [2, 2, 3, 4],
  ];
  expect(() => mergeSums(meanSums(rows), ratioSums(rows))).toThrow(TypeError);
});
