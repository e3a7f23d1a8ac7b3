import type { LiftMetric } from '../../generated/graphql.js';
import { isBetterLift, METRICS } from '../../lift/metrics.js';
import type { RankedStore } from './ranked-stores.js';

/** What stores can be sorted by, as the address has it. */
export type SortKey =
  | 'name'
  | 'ai-rate'
  | 'human-rate'
  | 'lift'
  | 'interval'
  | 'shrunk'
  | 'ai-orders'
  | 'human-orders'
  | 'ai-revenue'
  | 'human-revenue'
  | 'ai-items'
  | 'human-items';

export const SORT_NAMES: Record<SortKey, string> = {
  name: 'Store',
  'ai-rate': 'AI rate',
  'human-rate': 'Human rate',
  lift: 'Lift',
  interval: 'Interval',
  shrunk: 'Shrunk lift',
  'ai-orders': 'AI orders',
  'human-orders': 'Human orders',
  'ai-revenue': 'AI revenue',
  'human-revenue': 'Human revenue',
  'ai-items': 'AI items',
  'human-items': 'Human-designed items',
};

/** As `aria-sort` names it. */
export type Direction = 'ascending' | 'descending';

export interface Order {
  readonly by: SortKey;
  readonly direction: Direction;
}

/** A number of a store, null if it has none; an amount has a currency. */
type Measure = (store: RankedStore, metric: LiftMetric) => number | null;

const MEASURES: Record<Exclude<SortKey, 'name'>, Measure> = {
  'ai-rate': ({ ai }) => ai.rate,
  'human-rate': ({ human }) => human.rate,
  lift: ({ lift }) => lift,
  interval: (store, metric) => worstOf(metric, store),
  shrunk: ({ shrunkLift }) => shrunkLift,
  'ai-orders': ({ ai }) => ai.orders,
  'human-orders': ({ human }) => human.orders,
  'ai-revenue': ({ ai }) => ai.revenueMinor,
  'human-revenue': ({ human }) => human.revenueMinor,
  'ai-items': ({ store }) => store.itemCounts.aiGenerated,
  'human-items': ({ store }) => store.itemCounts.humanDesigned,
};

/** The end of an interval that is the less favourable one for AI items. */
const worstOf = (metric: LiftMetric, { lower, upper }: RankedStore): number | null =>
  isBetterLift(metric, 1) ? lower : upper;

const RATES: readonly SortKey[] = ['ai-rate', 'human-rate'];
const REVENUES: readonly SortKey[] = ['ai-revenue', 'human-revenue'];
const OF_METRIC: readonly SortKey[] = [...RATES, 'lift', 'interval', 'shrunk'];

/** Whether it compares amounts, which only compare within one currency. */
export const isOfMoney = (by: SortKey, metric: LiftMetric): boolean =>
  REVENUES.includes(by) || (RATES.includes(by) && METRICS[metric].isMoney === true);

/** The direction in which a column is sorted first: the best first, the most first, or by the alphabet. */
export function firstDirection(by: SortKey, metric: LiftMetric): Direction {
  if (by === 'name') return 'ascending';
  return OF_METRIC.includes(by) && !isBetterLift(metric, 1) ? 'ascending' : 'descending';
}

/** The order after a click on a column: the other way round if stores are sorted by it already. */
export const orderAfter = ({ by, direction }: Order, clicked: SortKey, metric: LiftMetric): Order => ({
  by: clicked,
  direction: clicked === by ? REVERSED[direction] : firstDirection(clicked, metric),
});

export const REVERSED: Record<Direction, Direction> = { ascending: 'descending', descending: 'ascending' };

const byName = (a: RankedStore, b: RankedStore): number =>
  a.store.name.localeCompare(b.store.name, 'en', { numeric: true });

/** The best own lift first; stores without one last. */
function byLift(metric: LiftMetric) {
  const sign = isBetterLift(metric, 1) ? -1 : 1;
  const badness = ({ lift }: RankedStore) => (lift === null ? Number.POSITIVE_INFINITY : sign * lift);
  return (a: RankedStore, b: RankedStore): number => compared(badness(a), badness(b));
}

/**
 * Sorted by a column. Stores without a number are last, whichever way it is sorted; equal ones are in the order of
 * their own lifts, then of their names. Amounts are sorted within their currency, currencies by the alphabet.
 */
export function sortStores(
  stores: readonly RankedStore[],
  { by, direction }: Order,
  metric: LiftMetric,
): RankedStore[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const named = stores.toSorted(byName);
  if (by === 'name') return sign === 1 ? named : named.reverse();
  const measure = MEASURES[by];
  const currencyOf = ({ ai }: RankedStore) => (isOfMoney(by, metric) ? (ai.currency ?? '') : '');
  return named
    .sort(byLift(metric))
    .map((store) => ({ store, number: measure(store, metric), currency: currencyOf(store) }))
    .sort(
      (a, b) =>
        Number(a.number === null) - Number(b.number === null) ||
        compared(a.currency, b.currency) ||
        sign * compared(a.number ?? 0, b.number ?? 0),
    )
    .map(({ store }) => store);
}

const compared = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : Number(a > b));
