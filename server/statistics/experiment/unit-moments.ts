import type {
  ArmSums,
  BeforeRatioSums,
  BeforeSums,
  MeanSums,
  ProportionSums,
  RatioSums,
} from './arm-sums.js';

/** What one arm says of its metric. Variances are of one unit: divide by `units` for that of the value. */
export interface UnitMoments {
  readonly units: number;
  /** Mean per unit, or ratio of the sums. */
  readonly value: number;
  /** Of one unit's value; of a ratio, of the unit's linearised value (M - R D) / mean D. */
  readonly variance: number;
  /** Null without CUPED. */
  readonly before: BeforeMoments | null;
}

/** The same metric before the experiment. */
interface BeforeMoments {
  readonly value: number;
  readonly variance: number;
  /** With the value in the experiment, of one unit. */
  readonly covariance: number;
}

/**
 * Moments of an arm: sample variances (divisor n - 1) for means, p (1 - p) for proportions, the delta method for ratios.
 *
 * @param sums of which `whyNoMoments` has nothing to say
 * @see Deng, Knoblich & Lu, "Applying the Delta Method in Metric Analytics", KDD 2018, section 3
 */
export function unitMoments(sums: ArmSums): UnitMoments {
  if (sums.kind === 'MEAN') return meanMoments(sums);
  return sums.kind === 'PROPORTION' ? proportionMoments(sums) : ratioMoments(sums);
}

/** Why an arm's sums say nothing of its metric, as part of a sentence; null if they do. */
export function whyNoMoments(sums: ArmSums): string | null {
  if (!allNumbers(sums)) return 'has a sum that is not a finite number';
  if (sums.units < 2) return 'has fewer than 2 units';
  return whyNoValue(sums) ?? whyNoVariance(unitMoments(sums));
}

function whyNoValue(sums: ArmSums): string | null {
  if (sums.kind === 'MEAN') return null;
  if (sums.kind === 'PROPORTION')
    return sums.sum >= 0 && sums.sum <= sums.units
      ? null
      : 'has more successes than units, or fewer than none';
  if (sums.denominatorSum === 0) return 'has a denominator of 0';
  return sums.before?.denominatorSum === 0 ? 'has a denominator of 0 before the experiment' : null;
}

function whyNoVariance({ value, variance, before }: UnitMoments): string | null {
  const moments = [value, variance, ...(before ? [before.value, before.variance, before.covariance] : [])];
  if (!moments.every(Number.isFinite)) return 'has sums too large or too small to compute with';
  if (variance < 0 || (before && before.variance < 0)) return IMPOSSIBLE;
  return before && isBeyondCorrelation(value, variance, before) ? IMPOSSIBLE_PRODUCTS : null;
}

const CORRELATION_SLACK = 1e-6;
/** Of rounding, relative to the mean squares. */
const PRODUCT_SLACK = 1e-18;

/** Whether a covariance is larger than the two variances allow (Cauchy-Schwarz). */
const isBeyondCorrelation = (value: number, variance: number, before: BeforeMoments): boolean =>
  before.covariance ** 2 >
  variance * before.variance * (1 + CORRELATION_SLACK) +
    PRODUCT_SLACK * (value ** 2 + variance) * (before.value ** 2 + before.variance);

const IMPOSSIBLE_PRODUCTS =
  'has products with the time before the experiment that no units can have: larger than the two variances allow';
const IMPOSSIBLE = 'has sums of squares and products that no units can have: their variance is negative';

const allNumbers = (sums: ArmSums) =>
  [sums, sums.before ?? {}]
    .flatMap((part) => Object.values(part))
    .every((value) => typeof value !== 'number' || Number.isFinite(value));

function meanMoments({ units, sum, sumSquares, before }: MeanSums): UnitMoments {
  const variance = varianceOf(units, sum, sumSquares);
  return { units, value: sum / units, variance, before: before && beforeMean(units, sum, before) };
}

function proportionMoments({ units, sum, before }: ProportionSums): UnitMoments {
  const value = sum / units;
  return {
    units,
    value,
    variance: value * (1 - value),
    before: before && beforeProportion(units, sum, before),
  };
}

function beforeMean(units: number, sum: number, before: BeforeSums): BeforeMoments {
  const value = before.sum / units;
  const variance =
    before.sumSquares === null ? value * (1 - value) : varianceOf(units, before.sum, before.sumSquares);
  return { value, variance, covariance: covarianceOf(units, before.productWithSum, before.sum, sum) };
}

/** All with the divisor n, as the variance of the proportion. */
function beforeProportion(units: number, sum: number, before: BeforeSums): BeforeMoments {
  const { value, variance, covariance } = beforeMean(units, sum, before);
  const toDivisor = (units - 1) / units;
  return {
    value,
    variance: before.sumSquares === null ? variance : variance * toDivisor,
    covariance: covariance * toDivisor,
  };
}

function ratioMoments(sums: RatioSums): UnitMoments {
  const { units, sum, denominatorSum: denominator } = sums;
  const ratio = sum / denominator;
  const spread = {
    numerator: covarianceOf(units, sums.sumSquares, sum, sum),
    denominator: covarianceOf(units, sums.denominatorSumSquares, denominator, denominator),
    both: covarianceOf(units, sums.productSum, sum, denominator),
  };
  const variance = linearVariance(ratio, spread) / (denominator / units) ** 2;
  return {
    units,
    value: ratio,
    variance: withoutRounding(variance, sums.sumSquares / units / (denominator / units) ** 2),
    before: sums.before && beforeRatio(sums, ratio, sums.before),
  };
}

function beforeRatio(sums: RatioSums, ratio: number, before: BeforeRatioSums): BeforeMoments {
  const { units } = sums;
  const value = before.sum / before.denominatorSum;
  const spread = {
    numerator: covarianceOf(units, before.sumSquares, before.sum, before.sum),
    denominator: covarianceOf(
      units,
      before.denominatorSumSquares,
      before.denominatorSum,
      before.denominatorSum,
    ),
    both: covarianceOf(units, before.productSum, before.sum, before.denominatorSum),
  };
  const scale = (before.denominatorSum / units) ** 2;
  const variance = linearVariance(value, spread) / scale;
  const covariance =
    covarianceOf(units, before.productWithSum, before.sum, sums.sum) -
    ratio * covarianceOf(units, before.sumWithDenominator, before.sum, sums.denominatorSum) -
    value * covarianceOf(units, before.denominatorWithSum, before.denominatorSum, sums.sum) +
    value *
      ratio *
      covarianceOf(units, before.denominatorWithDenominator, before.denominatorSum, sums.denominatorSum);
  return {
    value,
    variance: withoutRounding(variance, before.sumSquares / units / scale),
    covariance: covariance / ((before.denominatorSum / units) * (sums.denominatorSum / units)),
  };
}

interface Spread {
  readonly numerator: number;
  readonly denominator: number;
  readonly both: number;
}

/** Of M - R D. */
const linearVariance = (ratio: number, { numerator, denominator, both }: Spread) =>
  numerator - 2 * ratio * both + ratio ** 2 * denominator;

const varianceOf = (units: number, sum: number, sumSquares: number) =>
  withoutRounding(covarianceOf(units, sumSquares, sum, sum), sumSquares / units);

const covarianceOf = (units: number, products: number, sum: number, otherSum: number) =>
  (products - (sum * otherSum) / units) / (units - 1);

/** Relative to the mean square that a variance is made of by subtraction. */
const ROUNDING = 1e-12;

/** Zero instead of what rounding leaves of a variance of equal values. */
export const withoutRounding = (variance: number, meanSquare: number) =>
  Math.abs(variance) <= ROUNDING * Math.abs(meanSquare) ? 0 : variance;
