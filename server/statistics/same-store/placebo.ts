import { drawToFront, pcg32, type RandomStream } from '../../random/index.js';
import { quantile } from '../quantile.js';
import { type Arm, type ItemSums, requireArm, type StoreArms } from './arms.js';
import { ESTIMANDS, type EstimandName, valueAlone } from './estimands/estimands.js';
import { sampleOf } from './sample.js';
import { requireSettings, type SameStoreSettings } from './settings.js';

/** Half-splits drawn. */
const SPLITS = 200;

/** What the placebo is compared with, and how it is drawn. */
export interface PlaceboSettings extends SameStoreSettings {
  readonly estimand: EstimandName;
  /** Value of that estimand for AI against human; null where there is none. */
  readonly headline: number | null;
  /** Within `SEED_RANGE`. */
  readonly seed: number;
}

/** How large a "lift" comes from nothing but which items happen to be compared. */
export interface PlaceboSpread {
  /** Standard deviation of the placebo lifts, divisor n - 1. */
  readonly standardDeviation: number | null;
  /** 2.5 % and 97.5 % points, interpolated linearly between order statistics (definition 7). */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Share of the splits whose lift is at least as far from zero as the headline. */
  readonly shareBeyond: number | null;
  /** Splits that had a value: 200, or fewer where a split left no store to compare. */
  readonly splits: number;
  /** Stores with two human-designed items or more. */
  readonly stores: number;
  readonly reason: string | null;
}

/**
 * Human against human: each store's human-designed items are split in halves at random, 200 times, and
 * one half plays the AI arm. What comes out is the spread that the choice of items alone creates, an
 * empirical null for the headline. The odd item goes to either half with equal chance.
 *
 * @param humanItems per store, the totals of each of its human-designed items
 * @throws {RangeError} if a total is NaN, infinite or negative, or a setting is impossible
 *
 * @see Lipsitch, Tchetgen Tchetgen & Cohen, "Negative Controls", Epidemiology 21(3), 2010
 */
export function placebo(humanItems: readonly (readonly Arm[])[], settings: PlaceboSettings): PlaceboSpread {
  requireSettings(settings);
  for (const items of humanItems) for (const item of items) requireArm('item', item);
  const random = pcg32(settings.seed);
  const splits = humanItems
    .filter((items) => items.length >= 2)
    .map((items) => splitOf(items, RESTS_ON_NOISE[settings.estimand]));
  if (splits.length === 0) return noPlacebo(0, 'No store has two human-designed items to compare.');

  const lifts = Array.from({ length: SPLITS }, () => placeboLift(splits, settings, random))
    .filter((lift) => lift !== null)
    .sort((a, b) => a - b);
  if (lifts.length < 2)
    return noPlacebo(splits.length, 'No half of the human-designed items can be compared with the other.');
  return {
    ...spreadOf(lifts),
    ...beyond(lifts, settings.headline),
    splits: lifts.length,
    stores: splits.length,
  };
}

/**
 * Whether the value of an estimand rests on the noise inside the stores, that is on squares of amounts and of item
 * totals, or on totals alone, of which there are millions to add up.
 */
const RESTS_ON_NOISE: Readonly<Record<EstimandName, boolean>> = {
  averageRates: false,
  equalWeight: false,
  logRatio: false,
  biasCorrected: true,
  trafficWeighted: false,
  randomEffects: true,
};

/** A store and how its items are split now. Every split is written over the one before: there are many. */
interface StoreSplit extends StoreArms {
  readonly columns: ItemColumns;
  readonly ai: Half;
  readonly human: Half;
}

/** An arm that is added up in place. */
type Half = { -readonly [K in keyof Arm]: Arm[K] };

/** The items of a store as columns, so that halves add up fast, and the order they are drawn in. */
interface ItemColumns {
  readonly order: number[];
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
  /** Null for a metric that counts. */
  readonly amounts: Float64Array | null;
  /** Of amounts; NaN where they were not kept. */
  readonly squares: Float64Array | null;
  readonly hasNoise: boolean;
}

function splitOf(items: readonly Arm[], hasNoise: boolean): StoreSplit {
  const isMoney = items.some(({ sumOfSquares }) => sumOfSquares !== undefined);
  const columns = {
    order: items.map((_, index) => index),
    numerators: Float64Array.from(items, ({ numerator }) => numerator),
    denominators: Float64Array.from(items, ({ denominator }) => denominator),
    amounts: isMoney ? Float64Array.from(items, ({ amounts }) => amounts ?? 0) : null,
    squares: isMoney ? Float64Array.from(items, ({ sumOfSquares }) => sumOfSquares ?? Number.NaN) : null,
    hasNoise,
  };
  return { columns, ai: { numerator: 0, denominator: 0 }, human: { numerator: 0, denominator: 0 } };
}

/** One split of every store, and its lift. */
function placeboLift(splits: readonly StoreSplit[], settings: PlaceboSettings, random: RandomStream) {
  for (const split of splits) splitAgain(split, random);
  return valueAlone(ESTIMANDS[settings.estimand], splits, sampleOf(splits, settings));
}

/** Moves a random half of the items to the front and adds up both halves. */
function splitAgain({ columns, ai, human }: StoreSplit, random: RandomStream): void {
  const { length } = columns.order;
  const half = Math.floor((length + random.below(2)) / 2);
  drawToFront(columns.order, half, random.below);
  addUp(ai, columns, { from: 0, to: half });
  addUp(human, columns, { from: half, to: length });
}

interface Places {
  readonly from: number;
  readonly to: number;
}

function addUp(half: Half, columns: ItemColumns, places: Places): void {
  const { order, numerators, denominators, amounts, squares, hasNoise } = columns;
  let [numerator, denominator] = [0, 0];
  for (let place = places.from; place < places.to; place++) {
    const item = order[place]!;
    numerator += numerators[item]!;
    denominator += denominators[item]!;
  }
  half.numerator = numerator;
  half.denominator = denominator;
  if (amounts) half.amounts = sumOf(amounts, order, places);
  if (!hasNoise) return;
  half.items = itemSums(columns, places);
  if (!squares) return;
  const sumOfSquares = sumOf(squares, order, places);
  // Squares that were not kept for one item are not known for the sum.
  half.sumOfSquares = Number.isNaN(sumOfSquares) ? null : sumOfSquares;
}

function sumOf(column: Float64Array, order: readonly number[], { from, to }: Places): number {
  let sum = 0;
  for (let place = from; place < to; place++) sum += column[order[place]!]!;
  return sum;
}

function itemSums({ order, numerators, denominators }: ItemColumns, { from, to }: Places): ItemSums {
  let count = 0;
  let [denominatorSquares, denominatorCubes, numeratorSquares, products] = [0, 0, 0, 0];
  for (let place = from; place < to; place++) {
    const item = order[place]!;
    const c = numerators[item]!;
    const n = denominators[item]!;
    if (n === 0) continue;
    count++;
    denominatorSquares += n * n;
    denominatorCubes += n * n * n;
    numeratorSquares += c * c;
    products += n * c;
  }
  return { count, denominatorSquares, denominatorCubes, numeratorSquares, products };
}

function spreadOf(sorted: readonly number[]) {
  const mean = sorted.reduce((sum, lift) => sum + lift, 0) / sorted.length;
  const squares = sorted.reduce((sum, lift) => sum + (lift - mean) ** 2, 0);
  return {
    standardDeviation: Math.sqrt(squares / (sorted.length - 1)),
    lower: quantile(sorted, 0.025),
    upper: quantile(sorted, 0.975),
  };
}

function beyond(lifts: readonly number[], headline: number | null) {
  if (headline === null) return { shareBeyond: null, reason: 'There is no headline to compare with.' };
  const count = lifts.filter((lift) => Math.abs(lift) >= Math.abs(headline)).length;
  return { shareBeyond: count / lifts.length, reason: null };
}

/** @param stores with two human-designed items or more */
export const noPlacebo = (stores: number, reason: string): PlaceboSpread => ({
  standardDeviation: null,
  lower: null,
  upper: null,
  shareBeyond: null,
  splits: 0,
  stores,
  reason,
});
