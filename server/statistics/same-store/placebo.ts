import { drawToFront, pcg32, type RandomStream } from '../../random/index.js';
import { quantile } from '../quantile.js';
import { type Arm, type ItemSums, requireStoreArms, type StoreArms } from './arms.js';
import { answerOf, ESTIMANDS, type EstimandName } from './estimands/estimands.js';
import { sampleOf } from './sample.js';
import { requireSettings, type SameStoreSettings } from './settings.js';
import type { EstimateOverStores } from './stores-estimate.js';

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
  for (const items of humanItems) for (const item of items) requireStoreArms({ ai: item, human: item });
  const random = pcg32(settings.seed);
  const stores = humanItems.filter((items) => items.length >= 2).map((items) => [...items]);
  if (stores.length === 0) return noPlacebo(0, 'No store has two human-designed items to compare.');

  const lifts = Array.from({ length: SPLITS }, () => placeboLift(stores, settings, random))
    .filter((lift) => lift !== null)
    .sort((a, b) => a - b);
  if (lifts.length < 2)
    return noPlacebo(stores.length, 'No half of the human-designed items can be compared with the other.');
  return {
    ...spreadOf(lifts),
    ...beyond(lifts, settings.headline),
    splits: lifts.length,
    stores: stores.length,
  };
}

/** One split of every store, and its lift. Reorders the items of the stores in place. */
function placeboLift(stores: readonly Arm[][], settings: PlaceboSettings, random: RandomStream) {
  const split = stores.map((items) => halfSplit(items, random));
  return answerOf<EstimateOverStores>(ESTIMANDS[settings.estimand], split, sampleOf(split, settings)).value;
}

/** Moves a random half of the items to the front and adds up both halves. */
function halfSplit(items: Arm[], random: RandomStream): StoreArms {
  const half = Math.floor((items.length + random.below(2)) / 2);
  drawToFront(items, half, random.below);
  return { ai: total(items, 0, half), human: total(items, half, items.length) };
}

function total(items: readonly Arm[], from: number, to: number): Arm {
  const sums = { numerator: 0, denominator: 0, amounts: 0 };
  const spread = { count: 0, denominatorSquares: 0, denominatorCubes: 0, numeratorSquares: 0, products: 0 };
  let sumOfSquares: number | null | undefined = items[from]?.sumOfSquares;
  for (let i = from; i < to; i++) {
    const item = items[i]!;
    sums.numerator += item.numerator;
    sums.denominator += item.denominator;
    sums.amounts += item.amounts ?? 0;
    addItem(spread, item);
    if (i > from) sumOfSquares = addSquares(sumOfSquares, item.sumOfSquares);
  }
  const { amounts, ...counts } = sums;
  return sumOfSquares === undefined
    ? { ...counts, items: spread }
    : { ...counts, items: spread, sumOfSquares, amounts };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Adds one item to the sums that say how an arm spreads over its items; one without traffic has no rate. */
function addItem(spread: Mutable<ItemSums>, { numerator, denominator }: Arm): void {
  if (denominator === 0) return;
  spread.count++;
  spread.denominatorSquares += denominator ** 2;
  spread.denominatorCubes += denominator ** 3;
  spread.numeratorSquares += numerator ** 2;
  spread.products += denominator * numerator;
}

/** Squares that were not kept for one item are not known for the sum. */
const addSquares = (a: number | null | undefined, b: number | null | undefined) =>
  a === null || b === null ? null : a === undefined || b === undefined ? undefined : a + b;

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
