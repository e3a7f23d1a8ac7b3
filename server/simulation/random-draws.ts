import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';

/** A seeded stream of draws: the same seed gives the same draws on every machine. */
export interface RandomDraws {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Number of successes of `trials` with probability `probability` each. */
  binomial(trials: number, probability: number): number;
  /** Number of arrivals where `mean` are expected. */
  poisson(mean: number): number;
}

/**
 * Mersenne Twister draws. Made of `sqrt` and `log` only, which all engines round alike.
 *
 * @param seed integer
 */
export function createRandomDraws(seed: number): RandomDraws {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`);
  const generator = mersenne(seed);
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    normal: () => normal(uniform),
    binomial: (trials, probability) => binomial(uniform, trials, probability),
    poisson: (mean) => poisson(uniform, mean),
  };
}

/** Marsaglia & Bray's polar method, one value of each pair: SIAM Review 6(3), 1964. */
function normal(uniform: () => number): number {
  for (;;) {
    const u = 2 * uniform() - 1;
    const v = 2 * uniform() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/**
 * Exact for any size, in time proportional to the successes: walks from success to success by geometric
 * waiting times. Devroye, "Non-Uniform Random Variate Generation", Springer 1986, chapter X.4.
 */
function binomial(uniform: () => number, trials: number, probability: number): number {
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

/** Exact for any mean, in time proportional to it: counts exponential waiting times. Devroye, chapter X.3. */
function poisson(uniform: () => number, mean: number): number {
  if (!(mean >= 0 && Number.isFinite(mean)))
    throw new RangeError(`mean must be finite and not negative, got ${mean}`);
  const wait = () => -Math.log(1 - uniform());
  let arrivals = 0;
  for (let time = wait(); time <= mean; time += wait()) arrivals += 1;
  return arrivals;
}
