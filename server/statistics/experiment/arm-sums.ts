/**
 * Sums over the units (visitors, stores) of one arm of an experiment, each unit once. Sums of disjoint sets of units add
 * up field by field; sums of the same units on different days do not.
 */
export type ArmSums = MeanSums | ProportionSums | RatioSums;

export type MetricKind = ArmSums['kind'];

/** Of a number per unit: revenue, orders. */
export interface MeanSums {
  readonly kind: 'MEAN';
  readonly units: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly before: BeforeSums | null;
}

/** Of units that did something or did not. */
export interface ProportionSums {
  readonly kind: 'PROPORTION';
  readonly units: number;
  /** Units that did. */
  readonly sum: number;
  readonly before: BeforeSums | null;
}

/** Of a ratio of two numbers per unit: clicks of impressions. */
export interface RatioSums {
  readonly kind: 'RATIO';
  readonly units: number;
  /** Of the numerator, M. */
  readonly sum: number;
  readonly sumSquares: number;
  /** Of the denominator, D. */
  readonly denominatorSum: number;
  readonly denominatorSumSquares: number;
  /** Sum of M D. */
  readonly productSum: number;
  readonly before: BeforeRatioSums | null;
}

/** The same number per unit, X, before the experiment. */
export interface BeforeSums {
  readonly sum: number;
  /** Null if X is 0 or 1. */
  readonly sumSquares: number | null;
  /** Sum of X Y, with Y the number in the experiment. */
  readonly productWithSum: number;
}

/** The same ratio per unit before the experiment: X of Z. */
export interface BeforeRatioSums {
  readonly sum: number;
  readonly sumSquares: number;
  readonly denominatorSum: number;
  readonly denominatorSumSquares: number;
  /** Sum of X Z. */
  readonly productSum: number;
  /** Sum of X M. */
  readonly productWithSum: number;
  /** Sum of X D. */
  readonly sumWithDenominator: number;
  /** Sum of Z M. */
  readonly denominatorWithSum: number;
  /** Sum of Z D. */
  readonly denominatorWithDenominator: number;
}
