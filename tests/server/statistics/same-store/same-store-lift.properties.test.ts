import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Estimate } from '../../../../server/statistics/estimate.js';
import { sameStoreLift, usesStore, verdict } from '../../../../server/statistics/index.js';
import { CTR, store } from './store-cases.js';

const arm = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 501, max: 50_000 }))
  .map(([clicks, impressions]) => [clicks, impressions] as const);
const worlds = fc.array(
  fc.tuple(arm, arm).map(([ai, human]) => store(ai, human)),
  { minLength: 2, maxLength: 12 },
);
/** Counts as exports have them: zeros, missing arms, more successes than chances. */
const roughArm = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 8 }));
const roughWorlds = fc.array(
  fc.tuple(roughArm, roughArm).map(([ai, human]) => store(ai, human)),
  { maxLength: 8 },
);

const estimatesOf = (lift: ReturnType<typeof sameStoreLift>): readonly Estimate[] => [
  lift.equalWeight,
  lift.logRatio,
  lift.biasCorrected,
  lift.trafficWeighted,
  lift.randomEffects,
  ...lift.stores,
];
const numbersOf = ({ value, lower, upper, standardError, pValue }: Estimate) => [
  value,
  lower,
  upper,
  standardError,
  pValue,
];

function expectClose(actual: readonly (number | null)[], expected: readonly (number | null)[]) {
  actual.forEach((value, index) => {
    const other = expected[index]!;
    if (value === null || other === null) expect(value).toBe(other);
    else expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));
  });
}

it('turns ratios upside down when AI and human are swapped, in the log estimands', () => {
  // With few stores a bound comes so close to -100 % that its reciprocal has no digits left.
  const largerWorlds = worlds.filter((stores) => stores.length >= 6);
  fc.assert(
    fc.property(largerWorlds, (stores) => {
      const forth = sameStoreLift(stores, CTR);
      const back = sameStoreLift(
        stores.map(({ ai, human }) => ({ ai: human, human: ai })),
        CTR,
      );

      for (const estimand of ['logRatio', 'randomEffects'] as const) {
        const { value, lower, upper, standardError, pValue } = forth[estimand];
        if (lower === null) continue;
        const mirrored = [
          1 / (1 + value) - 1,
          1 / (1 + upper) - 1,
          1 / (1 + lower) - 1,
          standardError,
          pValue,
        ];
        expectClose(numbersOf(back[estimand]), mirrored);
      }
    }),
  );
});

it('does not depend on the order of the stores', () => {
  fc.assert(
    fc.property(worlds, (stores) => {
      const forth = sameStoreLift(stores, CTR);
      const back = sameStoreLift([...stores].reverse(), CTR);

      expectClose(
        [...estimatesOf(forth)].slice(0, 5).flatMap(numbersOf),
        [...estimatesOf(back)].slice(0, 5).flatMap(numbersOf),
      );
    }),
  );
});

it('does not depend on the unit of money', () => {
  const inUnit = (unit: number) => (arms: ReturnType<typeof store>) => ({
    ai: { ...arms.ai, numerator: arms.ai.numerator * unit, sumOfSquares: 3 * arms.ai.numerator * unit ** 2 },
    human: {
      ...arms.human,
      numerator: arms.human.numerator * unit,
      sumOfSquares: 2 * arms.human.numerator * unit ** 2,
    },
  });
  fc.assert(
    fc.property(worlds, (stores) => {
      const inCoins = sameStoreLift(stores.map(inUnit(100)), CTR);
      const inNotes = sameStoreLift(stores.map(inUnit(1)), CTR);

      expectClose(estimatesOf(inCoins).flatMap(numbersOf), estimatesOf(inNotes).flatMap(numbersOf));
    }),
  );
});

it('calls significant exactly what has an interval without zero, which is what has a small p-value', () => {
  fc.assert(
    fc.property(worlds, (stores) => {
      for (const estimate of estimatesOf(sameStoreLift(stores, CTR))) {
        if (estimate.lower === null) continue;
        const significant = verdict(estimate) === 'HIGHER' || verdict(estimate) === 'LOWER';
        expect(significant).toBe(estimate.lower > 0 || estimate.upper < 0);
        expect(significant).toBe(estimate.pValue < 0.05);
      }
    }),
  );
});

it('answers any counts with finite numbers or null with a reason, bounds in order', () => {
  fc.assert(
    fc.property(roughWorlds, (stores) => {
      for (const estimate of estimatesOf(sameStoreLift(stores, CTR))) {
        for (const value of numbersOf(estimate)) expect(value === null || Number.isFinite(value)).toBe(true);
        if (estimate.lower === null) expect(estimate.reason).toMatch(/\.$/);
        else expect(estimate.lower <= estimate.value && estimate.value <= estimate.upper).toBe(true);
      }
    }),
  );
});

it('counts in every estimand exactly the stores that it says it uses', () => {
  fc.assert(
    fc.property(roughWorlds, (stores) => {
      const lift = sameStoreLift(stores, CTR);
      const excluded = new Set(lift.excluded.map(({ index }) => index));
      const usable = stores.filter((_, index) => !excluded.has(index));

      for (const estimand of ESTIMAND_NAMES)
        expect(lift[estimand].stores).toBe(
          usable.filter((arms) => usesStore(estimand, arms, CTR.words)).length,
        );
    }),
  );
});

const ESTIMAND_NAMES = [
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
] as const;
