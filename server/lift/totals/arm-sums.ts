import { COUNTS, type Count, type CountCheck, type Rate } from '../../events/index.js';
import type { Arm, ItemSums } from '../../statistics/index.js';

/** Sums over all events and imported totals of one arm of one store. */
export interface ArmSums extends Readonly<Record<Count, number>> {
  /** Unknown, not zero: `revenueMinor` is of the other orders. */
  readonly ordersWithoutAmount: number;
  /** Minor units, over all of `currencies`. */
  readonly revenueMinor: number;
  /** Sum of squared order amounts; null where some amounts are known only as totals. */
  readonly revenueSquares: number | null;
  /** How the rate that was asked for spreads over the items of the arm. */
  readonly items: ItemSums;
}

/** One of each arm. */
export interface PerArm<T> {
  readonly ai: T;
  readonly human: T;
}

export const ARMS = ['ai', 'human'] as const satisfies readonly (keyof PerArm<unknown>)[];

/** Both arms, of one store or of several. */
export type BothSums = PerArm<ArmSums>;

/** The totals of one store, within one slice if there are any. */
export interface StoreTotals extends BothSums {
  readonly storeId: string;
  readonly name: string;
  /** null: the whole, or the rows that have no value. */
  readonly slice: string | null;
  /** Of the orders with an amount. */
  readonly currencies: readonly string[];
  readonly suspiciousRows: PerArm<readonly CountCheck[]>;
}

/** The sufficient statistics of one arm for the rate that it was read for. */
export function toArm(sums: ArmSums, rate: Rate): Arm {
  const denominator = sums[rate.denominator];
  const { items } = sums;
  return rate.numerator === 'revenue_minor'
    ? {
        ...{ numerator: sums.revenueMinor, denominator, items },
        ...{ sumOfSquares: sums.revenueSquares, amounts: sums.orders },
      }
    : { numerator: sums[rate.numerator], denominator, items };
}

/** Both arms of several stores, added up. */
export function sumArms(totals: readonly BothSums[]): BothSums {
  return { ai: sumOf(totals.map(({ ai }) => ai)), human: sumOf(totals.map(({ human }) => human)) };
}

const sumOf = (arms: readonly ArmSums[]): ArmSums => ({
  ...eachCount((count) => arms.reduce((total, arm) => total + arm[count], 0)),
  ordersWithoutAmount: arms.reduce((total, { ordersWithoutAmount }) => total + ordersWithoutAmount, 0),
  revenueMinor: arms.reduce((total, { revenueMinor }) => total + revenueMinor, 0),
  revenueSquares: arms.reduce<number | null>(
    (total, { revenueSquares }) =>
      total === null || revenueSquares === null ? null : total + revenueSquares,
    0,
  ),
  items: sumOfItems(arms.map(({ items }) => items)),
});

const sumOfItems = (parts: readonly ItemSums[]): ItemSums => ({
  count: added(parts, 'count'),
  denominatorSquares: added(parts, 'denominatorSquares'),
  denominatorCubes: added(parts, 'denominatorCubes'),
  numeratorSquares: added(parts, 'numeratorSquares'),
  products: added(parts, 'products'),
});

const added = (parts: readonly ItemSums[], sum: keyof ItemSums): number =>
  parts.reduce((total, part) => total + part[sum], 0);

/** Whether anything was counted at all. */
export const hasRows = ({ ai, human }: BothSums): boolean =>
  [ai, human].some((arm) => COUNTS.some((count) => arm[count] > 0));

const eachCount = (value: (count: Count) => number) =>
  Object.fromEntries(COUNTS.map((count) => [count, value(count)])) as Record<Count, number>;
