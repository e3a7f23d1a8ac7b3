import { tQuantile } from '../../distributions.js';
import { noncentralTUpperTail } from '../../noncentral-t.js';
import type { Alternative } from '../effect.js';

/** A comparison within stores, each of which has both kinds of item. */
export interface StoreDesign {
  /** Of the stores' relative lifts; positive. */
  readonly standardDeviation: number;
  readonly confidence: number;
  readonly alternative: Alternative;
}

/** Power of a t-test of the average lift of so many stores, two or more. */
export function storePower(design: StoreDesign, lift: number, stores: number): number {
  const { standardDeviation, confidence, alternative } = design;
  const noncentrality = (lift * Math.sqrt(stores)) / standardDeviation;
  const tail = alternative === 'TWO_SIDED' ? (1 - confidence) / 2 : 1 - confidence;
  const critical = -tQuantile(tail, stores - 1);
  const above = noncentralTUpperTail(critical, stores - 1, noncentrality);
  const below = noncentralTUpperTail(critical, stores - 1, -noncentrality);
  if (alternative === 'TWO_SIDED') return above + below;
  return alternative === 'GREATER' ? above : below;
}

const MAX_STORES = 1e9;

/**
 * The smallest number of stores that finds an average lift with the given power.
 *
 * @param lift relative, not 0, on the side of the alternative
 * @returns null above a thousand million stores
 */
export function storesNeeded(design: StoreDesign, lift: number, power: number): number | null {
  const isEnough = (stores: number) => storePower(design, lift, stores) >= power;
  let upper = 2;
  while (!isEnough(upper)) {
    if (upper > MAX_STORES) return null;
    upper *= 2;
  }
  let lower = upper / 2;
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2);
    if (isEnough(middle)) upper = middle;
    else lower = middle;
  }
  return upper;
}

const STEPS = 60;

/** The smallest average lift that so many stores find with the given power; negative if lower ones are looked for. */
export function detectableStoreLift(design: StoreDesign, stores: number, power: number): number {
  const sign = design.alternative === 'LESS' ? -1 : 1;
  const isFound = (lift: number) => storePower(design, sign * lift, stores) >= power;
  let [lower, upper] = [0, design.standardDeviation];
  for (let doubling = 0; doubling < STEPS && !isFound(upper); doubling++) upper *= 2;
  for (let step = 0; step < STEPS; step++) {
    const middle = (lower + upper) / 2;
    if (isFound(middle)) upper = middle;
    else lower = middle;
  }
  return sign * upper;
}
