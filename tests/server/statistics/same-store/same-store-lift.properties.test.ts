import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Estimate } from '../../../../server/statistics/estimate.js';
import { type Arm, type StoreArms, sameStoreLift, verdict } from '../../../../server/statistics/index.js';
import { ESTIMANDS, valueAlone } from '../../../../server/statistics/same-store/estimands/estimands.js';
import { sampleOf } from '../../../../server/statistics/same-store/sample.js';
import { CTR, store } from './store-cases.js';

/** An arm of one to four items. */
const arm = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 301, max: 20_000 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((items): Arm => {
    const sum = (of: (clicks: number, impressions: number) => number) =>
      items.reduce((total, [clicks, impressions]) => total + of(clicks, impressions), 0);
    return {
      numerator: sum((c) => c),
      denominator: sum((_, n) => n),
      items: {
        count: items.length,
        denominatorSquares: sum((_, n) => n ** 2),
        denominatorCubes: sum((_, n) => n ** 3),
        numeratorSquares: sum((c) => c ** 2),
        products: sum((c, n) => c * n),
      },
    };
  });
const worlds = fc.array(
  fc.tuple(arm, arm).map(([ai, human]) => ({ ai, human })),
  { minLength: 2, maxLength: 12 },
);
/** Counts as exports have them: zeros, missing arms, more successes than chances. */
const roughArm = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 8 }));
const roughWorlds = fc.array(
  fc.tuple(roughArm, roughArm).map(([ai, human]) => store(ai, human)),
  { maxLength: 8 },
);

const ESTIMAND_NAMES = [
  'averageRates',
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
] as const;

const answersOf = (lift: ReturnType<typeof sameStoreLift>) => ESTIMAND_NAMES.map((name) => lift[name]);
const estimatesOf = (lift: ReturnType<typeof sameStoreLift>): readonly Estimate[] => [
  ...answersOf(lift),
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

/** Of 1 + a bound. */
const FEW_DIGITS = 1e-5;

it('turns ratios upside down when AI and human are swapped, in all but means of ratios', () => {
  fc.assert(
    fc.property(worlds, (stores) => {
      const forth = sameStoreLift(stores, CTR);
      const back = sameStoreLift(
        stores.map(({ ai, human }) => ({ ai: human, human: ai })),
        CTR,
      );

      for (const estimand of ['averageRates', 'trafficWeighted', 'logRatio', 'randomEffects'] as const) {
        const { value, lower, upper, standardError, pValue } = forth[estimand];
        // A bound may come so close to -100 % that its reciprocal has no digits left.
        if (lower === null || 1 + lower < FEW_DIGITS || 1 / (1 + upper) < FEW_DIGITS) continue;
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

      expectClose(answersOf(forth).flatMap(numbersOf), answersOf(back).flatMap(numbersOf));
    }),
  );
});

it('does not depend on the unit of money', () => {
  const inUnit =
    (unit: number) =>
    ({ ai, human }: StoreArms): StoreArms => ({
      ai: { ...money(ai, unit), sumOfSquares: 3 * ai.numerator * unit ** 2, amounts: 50 },
      human: { ...money(human, unit), sumOfSquares: 2 * human.numerator * unit ** 2, amounts: 60 },
    });
  const money = ({ numerator, denominator, items }: Arm, unit: number): Arm => ({
    denominator,
    numerator: numerator * unit,
    items: {
      ...items!,
      numeratorSquares: items!.numeratorSquares * unit ** 2,
      products: items!.products * unit,
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

it('withholds a correction as large as its ratio in every unit, however it is rounded', () => {
  // One of two human items has all clicks, so that the correction is exactly 1: -1 + 4e-16 in one unit, -1 in another.
  const oneOfTwo = (clicks: number, impressions: number): Arm => ({
    numerator: clicks,
    denominator: 2 * impressions,
    items: {
      ...{ count: 2, denominatorSquares: 2 * impressions ** 2, denominatorCubes: 2 * impressions ** 3 },
      ...{ numeratorSquares: clicks ** 2, products: clicks * impressions },
    },
  });
  fc.assert(
    fc.property(
      arm,
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 900, max: 9_000 }),
      (ai, clicks, n) => {
        const { biasCorrected } = sameStoreLift([{ ai, human: oneOfTwo(clicks, n) }], CTR);
        expect(biasCorrected.value).toBeNull();
      },
    ),
  );
});

it('does not depend on how often everything happens', () => {
  // Rates and items stay, all counts grow: no average of ratios without noise of counts changes its value.
  fc.assert(
    fc.property(worlds, fc.integer({ min: 2, max: 50 }), (stores, times) => {
      const more = sameStoreLift(
        stores.map(({ ai, human }) => ({ ai: scaled(ai, times), human: scaled(human, times) })),
        CTR,
      );

      for (const name of ['equalWeight', 'trafficWeighted'] as const)
        expectClose([more[name].value], [sameStoreLift(stores, CTR)[name].value]);
    }),
  );
});

const scaled = ({ numerator, denominator, items }: Arm, times: number): Arm => ({
  numerator: numerator * times,
  denominator: denominator * times,
  items: {
    count: items!.count,
    denominatorSquares: items!.denominatorSquares * times ** 2,
    denominatorCubes: items!.denominatorCubes * times ** 3,
    numeratorSquares: items!.numeratorSquares * times ** 2,
    products: items!.products * times ** 2,
  },
});

it('is never narrower than the noise inside the stores', () => {
  const z = 1.959963984540054;
  fc.assert(
    fc.property(worlds, (stores) => {
      const lift = sameStoreLift(stores, CTR);
      for (const name of ESTIMAND_NAMES) {
        const { lower, upper, withinStandardError } = lift[name];
        if (lower === null || withinStandardError === null) continue;
        const isLift = name === 'equalWeight' || name === 'biasCorrected';
        // A lower bound of -100 % is cut off there.
        const halfWidth = isLift
          ? upper - lift[name].value!
          : Math.log1p(upper) - Math.log1p(lift[name].value!);
        expect(halfWidth).toBeGreaterThanOrEqual(z * withinStandardError * (1 - 1e-9));
      }
    }),
  );
});

it('gives a store the same interval alone as among the stores that its items are pooled with', () => {
  fc.assert(
    fc.property(worlds, fc.nat(), (stores, seed) => {
      const index = seed % stores.length;
      const one = sameStoreLift([stores[index]!], CTR, stores);
      const { shrunkLift: _, shrunkLiftReason: __, ...line } = sameStoreLift(stores, CTR).stores[index]!;

      expect(one.stores[0]).toMatchObject(line);
      for (const { lower, upper } of [one.averageRates, one.equalWeight, one.logRatio, one.randomEffects])
        expect([lower, upper]).toEqual([line.lower, line.upper]);
    }),
  );
});

it('shrinks the lift of a store to between it and the mean of all stores', () => {
  fc.assert(
    fc.property(worlds, (stores) => {
      const { randomEffects, stores: lines } = sameStoreLift(stores, CTR);
      for (const { value, shrunkLift } of lines) {
        if (shrunkLift === null || value === null || randomEffects.value === null) continue;
        const [low, high] = [value, randomEffects.value].sort((a, b) => a - b);
        expect(shrunkLift).toBeGreaterThanOrEqual(low! - 1e-9);
        expect(shrunkLift).toBeLessThanOrEqual(high! + 1e-9 * (1 + high!));
      }
    }),
  );
});

it('allows for few stores with an interval that holds the usual one', () => {
  fc.assert(
    fc.property(worlds, (stores) => {
      const lift = sameStoreLift(stores, CTR);
      for (const { lower, upper, lowerFewStores, upperFewStores } of [
        lift.averageRates,
        lift.trafficWeighted,
      ]) {
        if (lower === null || lowerFewStores === null || upperFewStores === null) continue;
        expect(lowerFewStores).toBeLessThanOrEqual(lower);
        expect(upperFewStores).toBeGreaterThanOrEqual(upper);
      }
    }),
  );
});

it('calls significant exactly what has an interval without zero, which is what has a small p-value', () => {
  fc.assert(
    fc.property(worlds, (stores) => {
      for (const estimate of estimatesOf(sameStoreLift(stores, CTR))) {
        if (estimate.lower === null) continue;
        if (estimate.pValue === null) {
          expect(verdict(estimate)).toBe('NOT_COMPUTED');
          expect(estimate.reason).toContain('No verdict: ');
          continue;
        }
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

it('uses in every estimand exactly the stores that it does not list as excluded', () => {
  fc.assert(
    fc.property(roughWorlds, (stores) => {
      const lift = sameStoreLift(stores, CTR);

      for (const { stores: count, excluded } of answersOf(lift))
        expect(count + new Set(excluded.map(({ index }) => index)).size).toBe(stores.length);
    }),
  );
});

it('computes values alone, for the placebo, as in the whole answers', () => {
  fc.assert(
    fc.property(fc.oneof(worlds, roughWorlds), (stores) => {
      const lift = sameStoreLift(stores, CTR);
      const sample = sampleOf(stores, CTR);
      for (const name of ESTIMAND_NAMES)
        expectClose([valueAlone(ESTIMANDS[name], stores, sample)], [lift[name].value]);
    }),
  );
});
