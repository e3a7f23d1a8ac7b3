import gammainc from '@stdlib/math-base-special-gammainc';
import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile';

// Against 40-digit mpmath values (degrees of freedom 1 to 100,000): quantiles within 8e-16, t tails within
// 2e-14 down to 1e-141, chi-square tails within 4e-14 down to 1e-72, all relative.

/** Half-width of a central interval in standard errors, Student's t: t_{df, (1 + confidence) / 2}. */
export const tCritical = (confidence: number, degreesOfFreedom: number) =>
  tQuantileOf((1 + confidence) / 2, degreesOfFreedom);

/** Half-width of a central interval in standard errors, standard normal. */
export const normalCritical = (confidence: number) => normalQuantileOf((1 + confidence) / 2, 0, 1);

/** Beta-distributed share below which a share `p` lies. */
export const betaQuantile = (p: number, a: number, b: number) => betaQuantileOf(p, a, b);

/** Student's t below which a share `p` lies. */
export const tQuantile = (p: number, degreesOfFreedom: number) => tQuantileOf(p, degreesOfFreedom);

/** The standard normal value below which a share `p` lies. */
export const normalQuantile = (p: number) => normalQuantileOf(p, 0, 1);

/** P(T <= t) for Student's t. */
export const tLowerTail = (t: number, degreesOfFreedom: number) => tCdf(t, degreesOfFreedom);

/** P(Z <= z) for the standard normal. */
export const normalLowerTail = (z: number) => normalCdf(z, 0, 1);

/** Density of the standard normal. */
export const normalDensity = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** P(|T| >= |t|) for Student's t. Taken from the lower tail, so that a small p-value keeps its digits. */
export const tTwoSidedPValue = (t: number, degreesOfFreedom: number) =>
  2 * tCdf(-Math.abs(t), degreesOfFreedom);

/** P(|Z| >= |z|) for the standard normal. */
export const normalTwoSidedPValue = (z: number) => 2 * normalCdf(-Math.abs(z), 0, 1);

/**
 * P(X >= x) for chi-square: the regularised upper incomplete gamma function, because one minus the
 * distribution function has no digits left below 1e-16.
 */
export const chiSquareUpperTail = (x: number, degreesOfFreedom: number) =>
  gammainc(x / 2, degreesOfFreedom / 2, true, true);
