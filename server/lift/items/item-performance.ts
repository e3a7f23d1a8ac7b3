import { type Item, ItemOrigin } from '../../catalog/index.js';
import { isOfMoney, type Rate } from '../../events/index.js';
import { Verdict } from '../../platform/index.js';
import { itemLift, noEstimate, shrunkRatio, verdict } from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import type { Baselines } from './baselines.js';
import type { ItemPerformance } from './item-performance.type.js';
import type { ItemTotals } from './item-totals.js';

/** What an item is judged by. */
export interface Judging {
  readonly question: LiftQuestion;
  readonly baselines: Baselines;
}

/** Shapes an item for the API. Pure. */
export function itemPerformance(
  item: Item,
  totals: ItemTotals,
  { question, baselines }: Judging,
): ItemPerformance {
  const { rate } = question;
  const numerator = numeratorOf(totals, rate);
  const denominator = totals[rate.denominator];
  return {
    item,
    totals: { ...totals, origin: item.origin },
    numerator,
    denominator,
    rate: numerator !== null && denominator > 0 ? numerator / denominator : null,
    ...liftOf(item, { numerator: numerator ?? 0, denominator }, { question, baselines }),
  };
}

/** Null of amounts that have no sum, or of which some are unknown. */
function numeratorOf(totals: ItemTotals, { numerator }: Rate): number | null {
  if (numerator !== 'revenue_minor') return totals[numerator];
  const { revenue, ordersWithoutAmount } = totals;
  return revenue.length > 1 || ordersWithoutAmount > 0 ? null : (revenue[0]?.amountMinor ?? 0);
}

type Counts = Parameters<typeof itemLift>[0];

function liftOf(item: Item, counts: Counts, { question, baselines }: Judging) {
  const whyNot = whyNoLift(item, question.rate);
  const lift =
    whyNot === null ? itemLift(counts, baselines.of(item.storeId), question.settings) : noEstimate(whyNot);
  return {
    lift,
    verdict: Verdict[verdict(lift)],
    shrunkLift: lift.value === null ? null : shrunkLiftOf(item, counts, baselines),
    shrunkLiftReason: lift.value === null ? lift.reason : null,
  };
}

function whyNoLift({ origin }: Item, rate: Rate): string | null {
  if (origin === ItemOrigin.HUMAN_DESIGNED)
    return 'Human-designed items are what the others are compared with, so they have no lift.';
  return isOfMoney(rate) ? 'There is no lift of revenue for a single item: choose another metric.' : null;
}

/** Of an item that has a lift: it is among those that the prior is made of. */
function shrunkLiftOf(
  { storeId }: Item,
  { numerator, denominator }: Counts,
  { humanRates, prior }: Baselines,
) {
  const { rate, relativeVariance } = humanRates.get(storeId)!;
  const unit = { observed: numerator, expected: denominator * rate, expectedVariance: relativeVariance };
  return shrunkRatio(unit, prior!) - 1;
}
