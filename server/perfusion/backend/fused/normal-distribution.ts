/** Beyond this many standard deviations the distribution is 0 or 1 in single precision. */
const REACH = 6;
/** Nodes a standard deviation; cubic interpolation between them is exact to 1e-9. */
const DENSITY = 64;

const NODES = 2 * REACH * DENSITY + 2;

/** Phi, and its derivative times the distance of nodes, side by side for each node. */
const DISTRIBUTION = nodes((x) => [distributionAt(x), densityAt(x) / DENSITY]);
/** The same for the density phi, whose derivative is -x phi. */
const DENSITIES = nodes((x) => [densityAt(x), (-x * densityAt(x)) / DENSITY]);

/** Distribution function of the standard normal distribution, to 1e-9. */
export const normalDistribution = (x: number) =>
  x >= REACH ? 1 : x <= -REACH ? 0 : interpolated(DISTRIBUTION, x);

/** Density of the standard normal distribution, to 1e-9. */
export const normalDensity = (x: number) => (x >= REACH || x <= -REACH ? 0 : interpolated(DENSITIES, x));

/** Cubic Hermite interpolation between the two nodes around x. */
function interpolated(table: Float64Array, x: number): number {
  const position = (x + REACH) * DENSITY;
  const node = position | 0;
  const t = position - node;
  const value = table[2 * node]!;
  const slope = table[2 * node + 1]!;
  const rise = table[2 * node + 2]! - value;
  const nextSlope = table[2 * node + 3]!;
  return value + t * (slope + t * (3 * rise - 2 * slope - nextSlope + t * (slope + nextSlope - 2 * rise)));
}

function nodes(at: (x: number) => readonly [number, number]): Float64Array {
  const table = new Float64Array(2 * NODES);
  for (let node = 0; node < NODES; node++) table.set(at(node / DENSITY - REACH), 2 * node);
  return table;
}

function densityAt(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...), whose terms all have the same sign.
 *
 * @see Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 11(4), 2004
 */
function distributionAt(x: number): number {
  let sum = x;
  let term = x;
  for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + densityAt(x) * sum;
}
