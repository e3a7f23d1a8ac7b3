import type { AnalysisQuestion, ArmSums } from '../../../../server/statistics/index.js';

/** Sums as GrowthBook's cases write them. */
interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly sum_squares: number;
}

interface WrittenRatio {
  readonly kind: 'ratio';
  readonly n: number;
  readonly m: Moments;
  readonly d: Moments;
  readonly m_d_sum_of_products: number;
}

interface WrittenProportion {
  readonly kind: 'proportion';
  readonly n: number;
  readonly sum: number;
}

interface WrittenCuped {
  readonly n?: number;
  readonly post: Moments & { readonly kind?: string };
  readonly pre: Moments & { readonly kind?: string };
  readonly post_pre_sum_of_products: number;
}

export type WrittenArm =
  | WrittenRatio
  | WrittenProportion
  | WrittenCuped
  | (Moments & { readonly kind?: 'mean' });

/** An arm of a case as the product takes it. */
export function sumsOf(arm: WrittenArm): ArmSums {
  if ('post' in arm) return cupedSums(arm);
  if ('m' in arm)
    return {
      kind: 'RATIO',
      units: arm.n,
      sum: arm.m.sum,
      sumSquares: arm.m.sum_squares,
      denominatorSum: arm.d.sum,
      denominatorSumSquares: arm.d.sum_squares,
      productSum: arm.m_d_sum_of_products,
      before: null,
    };
  if (!('sum_squares' in arm)) return { kind: 'PROPORTION', units: arm.n, sum: arm.sum, before: null };
  const { n, sum, sum_squares } = arm as Moments;
  return { kind: 'MEAN', units: n, sum, sumSquares: sum_squares, before: null };
}

function cupedSums({ n, post, pre, post_pre_sum_of_products }: WrittenCuped): ArmSums {
  const isProportion = post.kind === 'proportion';
  const before = {
    sum: pre.sum,
    sumSquares: isProportion ? null : pre.sum_squares,
    productWithSum: post_pre_sum_of_products,
  };
  const units = n ?? post.n;
  return isProportion
    ? { kind: 'PROPORTION', units, sum: post.sum, before }
    : { kind: 'MEAN', units, sum: post.sum, sumSquares: post.sum_squares, before };
}

/** Values of units, one row a unit: numerator and denominator in the experiment, then before it. */
export function ratioSums(rows: readonly (readonly number[])[]): ArmSums {
  const sum = (value: (row: readonly number[]) => number) =>
    rows.reduce((total, row) => total + value(row), 0);
  const product = (a: number, b: number) => sum((row) => row[a]! * row[b]!);
  const column = (index: number) => sum((row) => row[index]!);
  return {
    kind: 'RATIO',
    units: rows.length,
    sum: column(0),
    sumSquares: product(0, 0),
    denominatorSum: column(1),
    denominatorSumSquares: product(1, 1),
    productSum: product(0, 1),
    before:
      rows[0]!.length < 4
        ? null
        : {
            sum: column(2),
            sumSquares: product(2, 2),
            denominatorSum: column(3),
            denominatorSumSquares: product(3, 3),
            productSum: product(2, 3),
            productWithSum: product(2, 0),
            sumWithDenominator: product(2, 1),
            denominatorWithSum: product(3, 0),
            denominatorWithDenominator: product(3, 1),
          },
  };
}

/** A question about arms, the control first, at the settings of the cases unless said otherwise. */
export function question(
  arms: readonly ArmSums[],
  settings: Partial<Omit<AnalysisQuestion, 'arms' | 'kind'>> = {},
): AnalysisQuestion {
  return {
    kind: arms[0]!.kind,
    arms: arms.map((sums, index) => ({ name: `arm ${index}`, weight: 1, sums })),
    confidence: 0.95,
    alternative: 'TWO_SIDED',
    plannedUnits: null,
    prior: null,
    lowerIsBetter: false,
    margin: null,
    sampleRatioConcentration: 1,
    ...settings,
  };
}
