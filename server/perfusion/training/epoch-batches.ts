import { shuffledIndices } from '../../random/index.js';

export interface EpochConfig {
  readonly seed: number;
  /** Number of examples. */
  readonly count: number;
  /** Examples a batch. */
  readonly batchSize: number;
}

/**
 * Which examples each batch holds: all of them once in a random order, then again in another.
 * The order follows from seed and epoch alone, so a resumed run needs no state of a loader.
 *
 * @returns indices of the batch of a step, counted from 0; a batch may span two epochs
 * @throws {RangeError} if there is no example or the batch size is not a whole number of at least 1
 */
export function epochBatches({ seed, count, batchSize }: EpochConfig): (step: number) => number[] {
  if (!(count >= 1)) throw new RangeError('there is no example to draw batches from');
  if (!(Number.isInteger(batchSize) && batchSize >= 1))
    throw new RangeError(`the batch size must be a whole number of at least 1, but is ${batchSize}`);
  let known = { epoch: -1, order: shuffledIndices({ seed, purpose: 'epoch' }, 0) };
  const orderOf = (epoch: number) => {
    if (known.epoch !== epoch)
      known = { epoch, order: shuffledIndices({ seed, purpose: 'epoch', step: epoch }, count) };
    return known.order;
  };
  return (step) =>
    Array.from({ length: batchSize }, (_, i) => {
      const place = step * batchSize + i;
      return orderOf(Math.floor(place / count))[place % count]!;
    });
}
