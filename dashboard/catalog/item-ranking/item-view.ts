import { keyOf, ORIGIN_NAMES } from '../../format/words.js';
import type {
  ItemOrigin,
  ItemPerformanceInput,
  ItemSort,
  LiftMetric,
  SortDirection,
} from '../../generated/graphql.js';
import { type LiftFilters, toLiftInput } from '../../lift/lift-filters.js';
import { isBetterLift, METRICS } from '../../lift/metrics.js';
import { LAYOUT_NAMES, type Layout } from '../list-layout.js';

/** Whose items are shown. */
export type Origin = ItemOrigin | 'ALL';

export const ORIGINS: Record<Origin, string> = { ...ORIGIN_NAMES, ALL: 'All' };

export interface Order {
  readonly by: ItemSort;
  readonly direction: SortDirection;
}

/** Which items are shown, and how, as the address holds it. */
export interface ItemView {
  readonly search: string;
  readonly origin: Origin;
  readonly order: Order;
  /** Null: as fits the screen. */
  readonly layout: Layout | null;
}

const SORTS: Record<ItemSort, true> = {
  LIFT: true,
  RATE: true,
  IMPRESSIONS: true,
  ORDERS: true,
  REVENUE: true,
  NEWEST: true,
  TITLE: true,
};

const DIRECTIONS: Record<SortDirection, string> = { ASCENDING: 'Ascending', DESCENDING: 'Descending' };

export const DIRECTION_NAMES = DIRECTIONS;

/** What items are sorted by, as people say it. */
export const sortNames = (metric: LiftMetric): Record<ItemSort, string> => ({
  LIFT: 'Shrunk lift',
  RATE: METRICS[metric].name,
  IMPRESSIONS: 'Impressions',
  ORDERS: 'Orders',
  REVENUE: 'Revenue',
  NEWEST: 'Newest',
  TITLE: 'Title',
});

/** The best first, the most first, or by the alphabet. */
export function firstDirection(by: ItemSort, metric: LiftMetric): SortDirection {
  if (by === 'TITLE') return 'ASCENDING';
  const isOfMetric = by === 'LIFT' || by === 'RATE';
  return isOfMetric && !isBetterLift(metric, 1) ? 'ASCENDING' : 'DESCENDING';
}

/** A single item has no lift of revenue. */
const firstSort = (metric: LiftMetric): ItemSort => (METRICS[metric].isMoney ? 'REVENUE' : 'LIFT');

/** The order after a click on a heading: the other way round if items are sorted by it already. */
export function orderAfter({ by, direction }: Order, clicked: ItemSort, metric: LiftMetric): Order {
  if (clicked !== by) return { by: clicked, direction: firstDirection(clicked, metric) };
  return { by, direction: direction === 'ASCENDING' ? 'DESCENDING' : 'ASCENDING' };
}

/** Reads the view out of an address; what is not understood is as if it were absent. */
export function readItemView(params: URLSearchParams, metric: LiftMetric): ItemView {
  const by = keyOf(SORTS, upper(params.get('sort'))) ?? firstSort(metric);
  const direction = keyOf(DIRECTIONS, upper(params.get('order'))) ?? firstDirection(by, metric);
  return {
    search: params.get('search') ?? '',
    origin: keyOf(ORIGINS, params.get('origin')) ?? 'AI_GENERATED',
    order: { by, direction },
    layout: keyOf(LAYOUT_NAMES, params.get('view')),
  };
}

const upper = (text: string | null): string | null => text?.toUpperCase() ?? null;

/** An address with changes; what is usual is not stated. */
export function writeItemView(changes: Partial<ItemView>, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string | null | undefined) => {
    if (value) next.set(name, value);
    else next.delete(name);
  };
  if ('search' in changes) set('search', changes.search);
  if ('origin' in changes) set('origin', changes.origin === 'AI_GENERATED' ? null : changes.origin);
  if ('layout' in changes) set('view', changes.layout);
  if (changes.order) {
    set('sort', changes.order.by.toLowerCase());
    set('order', changes.order.direction.toLowerCase());
  }
  return next;
}

/** What the server is asked: the question of the filters, and the view. */
export function toItemInput(filters: LiftFilters, { search, origin, order }: ItemView): ItemPerformanceInput {
  const { metric, from, to, storeIds, categories } = toLiftInput(filters);
  return {
    metric,
    ...(from && { from }),
    ...(to && { to }),
    ...(storeIds && { storeIds }),
    ...(origin !== 'ALL' && { origin }),
    ...(categories && { categories }),
    ...(search.trim() && { search: search.trim() }),
    sort: order.by,
    direction: order.direction,
  };
}

/** Whether the view leaves items out. */
export const narrows = (
  { search, origin }: ItemView,
  { storeIds, categories }: Pick<LiftFilters, 'storeIds' | 'categories'>,
): boolean => Boolean(search.trim() || origin !== 'ALL' || storeIds.length > 0 || categories.length > 0);
