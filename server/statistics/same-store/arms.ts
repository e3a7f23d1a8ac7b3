import { requireTotal } from '../invalid-argument.js';

/** Sufficient statistics of one arm of one store; arms add up field by field. */
export interface Arm {
  /** Clicks, orders, returns, or a sum of money. */
  readonly numerator: number;
  /** Impressions, clicks or orders: the chances the numerator had. */
  readonly denominator: number;
  /**
   * Absent if the numerator counts successes of the denominator (clicks of impressions): the variance is
   * binomial. For a sum of amounts (revenue), the sum of their squares, or null if the squares were not kept.
   */
  readonly sumOfSquares?: number | null;
  /** How many amounts the numerator adds up; absent with `sumOfSquares`. */
  readonly amounts?: number;
  /** Absent or null if only the counts of the arm are known, not how they spread over its items. */
  readonly items?: ItemSums | null;
}

/**
 * Sums over the items of an arm with a positive denominator, of which each is one draw from the items a store could
 * have.
 */
export interface ItemSums {
  /** Items, m. */
  readonly count: number;
  /** Sum of n^2, with n the denominator of an item. */
  readonly denominatorSquares: number;
  /** Sum of n^3. */
  readonly denominatorCubes: number;
  /** Sum of c^2, with c the numerator of an item. */
  readonly numeratorSquares: number;
  /** Sum of n c. */
  readonly products: number;
}

/** The two arms of one store. */
export interface StoreArms {
  readonly ai: Arm;
  readonly human: Arm;
}

export type ArmName = keyof StoreArms;

export const ARM_NAMES = ['ai', 'human'] as const satisfies readonly ArmName[];

/** What an arm is of, within a sentence. */
export const ITEMS_OF: Readonly<Record<ArmName, string>> = {
  ai: 'AI-generated items',
  human: 'human-designed items',
};

/** What a metric is made of, as reasons call it, in the plural. */
export interface MetricWords {
  /** Clicks, orders, revenue. */
  readonly numerator: string;
  /** Impressions, clicks. */
  readonly denominator: string;
  /** What happens once at a time: the numerator, or the orders of a revenue. */
  readonly counted: string;
}

export const rate = (arm: Pick<Arm, 'numerator' | 'denominator'>) => arm.numerator / arm.denominator;

/** Rate of the AI arm over the rate of the human arm; the lift is this minus one. */
export const rateRatio = ({ ai, human }: StoreArms) => rate(ai) / rate(human);

/** How often something happened: the numerator, or the number of its amounts. */
const eventCount = ({ numerator, amounts }: Arm) => amounts ?? numerator;

/** All counts over all traffic, of both arms of all stores; null without traffic. For revenue, orders count. */
export function pooledRateOf(stores: readonly StoreArms[]): number | null {
  let [counts, traffic] = [0, 0];
  for (const { ai, human } of stores) {
    counts += eventCount(ai) + eventCount(human);
    traffic += ai.denominator + human.denominator;
  }
  return traffic > 0 ? counts / traffic : null;
}

/** @throws {RangeError} if a total is NaN, infinite, negative, or the squares of a positive sum are zero */
export function requireStoreArms({ ai, human }: StoreArms): void {
  requireArm('ai', ai);
  requireArm('human', human);
}

/** @throws {RangeError} as `requireStoreArms` */
export function requireArm(
  name: string,
  { numerator, denominator, sumOfSquares, amounts, items }: Arm,
): void {
  requirePart(name, 'numerator', numerator);
  requirePart(name, 'denominator', denominator);
  if (amounts !== undefined) requirePart(name, 'amounts', amounts);
  if (items) requireItemSums(name, items);
  if (sumOfSquares === undefined || sumOfSquares === null) return;
  requirePart(name, 'sumOfSquares', sumOfSquares);
  if (numerator > 0 && sumOfSquares === 0)
    throw new RangeError(`${name}.sumOfSquares must be positive where ${name}.numerator is`);
}

function requireItemSums(name: string, items: ItemSums): void {
  requirePart(name, 'items.count', items.count);
  requirePart(name, 'items.denominatorSquares', items.denominatorSquares);
  requirePart(name, 'items.denominatorCubes', items.denominatorCubes);
  requirePart(name, 'items.numeratorSquares', items.numeratorSquares);
  requirePart(name, 'items.products', items.products);
}

/** Writes a name only for an error: there may be a hundred thousand arms. */
function requirePart(name: string, part: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) requireTotal(`${name}.${part}`, value);
}
