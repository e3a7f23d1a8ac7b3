// Made of `sqrt` and `log` only, which all engines round alike.

type Uniform = () => number;

/** Standard normal. Marsaglia & Bray's polar method, one value of each pair: SIAM Review 6(3), 1964. */
export function normal(uniform: Uniform): number {
  for (;;) {
    const u = 2 * uniform() - 1;
    const v = 2 * uniform() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/**
 * Number of successes. Exact for any size, in time proportional to the successes: walks from success to success by
 * geometric waiting times. Devroye, "Non-Uniform Random Variate Generation", Springer 1986, chapter X.4.
 */
export function binomial(uniform: Uniform, trials: number, probability: number): number {
  if (!(Number.isSafeInteger(trials) && trials >= 0))
    throw new RangeError(`trials must be a count, got ${trials}`);
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`probability must be in [0, 1], got ${probability}`);
  if (probability > 0.5) return trials - binomial(uniform, trials, 1 - probability);
  if (probability === 0) return 0;
  const logFailure = Math.log1p(-probability);
  let successes = -1;
  let position = 0;
  do {
    successes += 1;
    position += Math.floor(Math.log(1 - uniform()) / logFailure) + 1;
  } while (position <= trials);
  return successes;
}

/**
 * Number of arrivals. Exact for any mean, in time proportional to it: counts exponential waiting times. Devroye,
 * chapter X.3.
 */
export function poisson(uniform: Uniform, mean: number): number {
  if (!(mean >= 0 && Number.isFinite(mean)))
    throw new RangeError(`mean must be finite and not negative, got ${mean}`);
  const wait = () => -Math.log(1 - uniform());
  let arrivals = 0;
  for (let time = wait(); time <= mean; time += wait()) arrivals += 1;
  return arrivals;
}
