import gammaln from '@stdlib/math-base-special-gammaln';
import { normalLowerTail } from './distributions.js';

/** Even; of Simpson's rule, which then is right to 1e-9. */
const STEPS = 2000;
/** Degrees of freedom above which the distribution is normal to 1e-6. */
const NORMAL_FROM = 1e6;
/** Standard deviations of a chi variable beyond which its density is below 1e-20. */
const REACH = 10;

/**
 * P(T > t) for Student's noncentral t, (Z + noncentrality) / sqrt(X / df) with X chi-square: the power of a t-test. By
 * integrating the normal tail over u = sqrt(X / df).
 *
 * @param degreesOfFreedom at least 1
 */
export function noncentralTUpperTail(t: number, degreesOfFreedom: number, noncentrality: number): number {
  if (degreesOfFreedom > NORMAL_FROM) return normalLowerTail(noncentrality - t);
  const reach = REACH / Math.sqrt(2 * degreesOfFreedom);
  const from = Math.max(0, 1 - reach);
  const step = (1 + reach - from) / STEPS;
  const logScale =
    Math.log(2) + (degreesOfFreedom / 2) * Math.log(degreesOfFreedom / 2) - gammaln(degreesOfFreedom / 2);
  const integrand = (u: number) =>
    chiDensity(u, degreesOfFreedom, logScale) * normalLowerTail(noncentrality - t * u);
  let sum = integrand(from) + integrand(from + STEPS * step);
  for (let i = 1; i < STEPS; i++) sum += (i % 2 === 1 ? 4 : 2) * integrand(from + i * step);
  return Math.min(1, (sum * step) / 3);
}

/** Density of u = sqrt(X / df). */
function chiDensity(u: number, degreesOfFreedom: number, logScale: number): number {
  if (u === 0) return degreesOfFreedom === 1 ? Math.exp(logScale) : 0;
  return Math.exp(logScale + (degreesOfFreedom - 1) * Math.log(u) - (degreesOfFreedom * u * u) / 2);
}
