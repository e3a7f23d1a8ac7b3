import { integers } from '../random/index.js';
import { invalidArgument, requireConfidence } from './invalid-argument.js';
import { quantile } from './quantile.js';

export interface BootstrapConfig {
  readonly seed: number;
  /** Samples drawn; 2000 if left out. */
  readonly resamples?: number;
  /** Coverage probability in (0, 1); 0.95 if left out. */
  readonly confidence?: number;
  /**
   * The cluster of each value, e.g. the merchant of each group, as long as the values: they are
   * drawn together or not at all. Each value for itself if left out.
   */
  readonly clusters?: readonly (string | number)[];
}

/**
 * An estimate with its interval; without one if all values are in one cluster, which says nothing of how far others
 * lie.
 */
export interface BootstrapEstimate {
  readonly value: number;
  readonly lower?: number;
  readonly upper?: number;
  /** Number of values. */
  readonly n: number;
}

/**
 * Mean of values with its percentile bootstrap interval. Of two things compared on the same
 * values, give the differences.
 *
 * @returns null if there is no value
 * @throws {RangeError} if a value is not finite, the clusters' number differs from the values', or the
 *         confidence is outside (0, 1)
 * @see Efron & Tibshirani, "An introduction to the bootstrap", 1993, chapter 13
 */
export const bootstrapMean = (values: readonly number[], config: BootstrapConfig): BootstrapEstimate | null =>
  bootstrapRatio({ values, per: values.map(() => 1) }, config);

/** What is divided, as long as what it is divided by. */
export interface RatioInput {
  readonly values: readonly number[];
  readonly per: readonly number[];
}

/**
 * Sum of values over the sum of what they are per, with its percentile bootstrap interval, as `bootstrapMean`.
 *
 * @returns null if there is no value, or the sum below is not positive, in a sample drawn either
 * @throws {RangeError} as `bootstrapMean`
 */
export function bootstrapRatio(input: RatioInput, config: BootstrapConfig): BootstrapEstimate | null {
  const { seed, resamples = 2000, confidence = 0.95 } = config;
  requireConfidence(confidence);
  const blocks = blocksOf(input, config.clusters);
  const value = ratioOf(blocks, blocks.keys());
  const n = input.values.length;
  if (blocks.length === 1 && !Number.isNaN(value)) return { value, n };
  const ratios = Float64Array.from({ length: resamples }, (_, step) => {
    const drawn = integers({ seed, purpose: 'bootstrap', step }, blocks.length, blocks.length);
    return ratioOf(blocks, drawn);
  }).sort();
  if (Number.isNaN(value) || ratios.some(Number.isNaN)) return null;
  const tail = (1 - confidence) / 2;
  return { value, lower: quantile(ratios, tail), upper: quantile(ratios, 1 - tail), n };
}

/** Values that are drawn together. */
interface Block {
  readonly sum: number;
  readonly per: number;
}

function blocksOf({ values, per }: RatioInput, clusters: BootstrapConfig['clusters']): Block[] {
  for (const number of [...values, ...per])
    if (!Number.isFinite(number)) throw invalidArgument('a value', 'a finite number', number);
  if (!clusters) return values.map((sum, i) => ({ sum, per: per[i]! }));
  if (clusters.length !== values.length)
    throw new RangeError(`${clusters.length} clusters for ${values.length} values`);
  const blocks = new Map<string | number, Block>();
  for (const [i, value] of values.entries()) {
    const before = blocks.get(clusters[i]!) ?? { sum: 0, per: 0 };
    blocks.set(clusters[i]!, { sum: before.sum + value, per: before.per + per[i]! });
  }
  return [...blocks.values()];
}

/** @returns NaN where there is nothing to divide by */
function ratioOf(blocks: readonly Block[], places: Iterable<number>): number {
  let [sum, all] = [0, 0];
  for (const place of places) {
    sum += blocks[place]!.sum;
    all += blocks[place]!.per;
  }
  return all > 0 ? sum / all : Number.NaN;
}
