import { keyOf } from '../../format/words.js';
import type { LiftMetric } from '../../generated/graphql.js';
import { LAYOUT_NAMES, type Layout } from '../list-layout.js';
import {
  type RankedStore,
  type RankingReport,
  STANDING_NAMES,
  type Standing,
  whyNotShrunk,
} from './ranked-stores.js';
import { type Direction, firstDirection, type Order, SORT_NAMES, sortStores } from './ranking-order.js';

/** Which stores are shown, and how, as the address holds it. */
export interface RankingView {
  readonly search: string;
  /** Null: all. */
  readonly standing: Standing | null;
  readonly order: Order;
  /** From 1. */
  readonly page: number;
  /** Null: as fits the screen. */
  readonly layout: Layout | null;
}

const DIRECTION_NAMES: Record<Direction, true> = { ascending: true, descending: true };

/** Reads the view out of an address; what is not understood is as if it were absent. Stores are ranked unless it sorts them. */
export function readRankingView(params: URLSearchParams, report: RankingReport): RankingView {
  const { metric } = report;
  const by = keyOf(SORT_NAMES, params.get('sort')) ?? (whyNotShrunk(report) === null ? 'shrunk' : 'lift');
  const page = Number(params.get('page'));
  return {
    search: params.get('search') ?? '',
    standing: keyOf(STANDING_NAMES, params.get('show')),
    order: { by, direction: keyOf(DIRECTION_NAMES, params.get('order')) ?? firstDirection(by, metric) },
    page: Number.isInteger(page) && page > 0 ? page : 1,
    layout: keyOf(LAYOUT_NAMES, params.get('view')),
  };
}

/** An address with changes. Whatever changes which stores are shown, or their order, begins with the first page. */
export function writeRankingView(changes: Partial<RankingView>, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string | null | undefined) => {
    if (value) next.set(name, value);
    else next.delete(name);
  };
  if ('layout' in changes) set('view', changes.layout);
  else set('page', changes.page && changes.page > 1 ? String(changes.page) : null);
  if ('search' in changes) set('search', changes.search);
  if ('standing' in changes) set('show', changes.standing);
  if (changes.order) {
    set('sort', changes.order.by);
    set('order', changes.order.direction);
  }
  return next;
}

const PAGE_SIZE = 25;

/** One page of the stores that a view shows. */
export interface ShownStores {
  readonly stores: readonly RankedStore[];
  /** On all pages. */
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

/** Finds, sorts and cuts into pages. A page beyond the last is the last. */
export function shownStores(
  stores: readonly RankedStore[],
  { search, standing, order, page }: RankingView,
  metric: LiftMetric,
): ShownStores {
  const text = search.trim().toLowerCase();
  const found = stores.filter(
    ({ store, standing: own }) =>
      store.name.toLowerCase().includes(text) && (standing === null || standing === own),
  );
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const shown = Math.min(page, pages);
  return {
    stores: sortStores(found, order, metric).slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE),
    found: found.length,
    page: shown,
    pages,
  };
}
