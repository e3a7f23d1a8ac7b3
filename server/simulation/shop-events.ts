import { type RandomStream, shuffled } from '../random/index.js';
import type { ShopItem, SimulatedShop } from './draw-shops.js';

/** What one visitor did with one item. Shops, items and visitors go by their number, from 0. */
export interface ShopEvent {
  readonly kind: 'IMPRESSION' | 'CLICK' | 'ORDER' | 'RETURN';
  readonly scenario: 'SEARCH' | 'RECOMMENDATION';
  readonly shop: number;
  /** Within its shop. */
  readonly item: number;
  /** Within its shop. */
  readonly visitor: number;
  /** Milliseconds since the first day began. */
  readonly atMs: number;
  /** Place in the list, from 1; null for orders and returns. */
  readonly position: number | null;
  /** Number of the order in the world, and pieces of the item in it; null for impressions and clicks. */
  readonly order: number | null;
  readonly quantity: number | null;
}

export interface Period {
  readonly days: number;
  /** Day of the week the first day is: 0 is Sunday. */
  readonly firstWeekday: number;
  /** Expected visits of all shops in the whole period; a visit looks at one list. */
  readonly visits: number;
}

/** Items in a list; the rates fall from its first place to its last and are right on average. */
const LIST_LENGTHS = { SEARCH: 8, RECOMMENDATION: 6 } as const;
const FIRST_PLACE = 1.4;

/** Traffic of the days of the week from Sunday, relative to their mean. */
const WEEK = [1.15, 0.93, 0.88, 0.89, 0.93, 1.02, 1.2] as const;

const VISITS_PER_VISITOR = 1.7;
const TWO_PIECES_SHARE = 0.08;
const RETURN_DAYS = { from: 3, to: 15 } as const;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * What happens in the shops, day by day, the events of a day in the order of their time. It holds a day and the
 * returns to come in memory, no more. A visit shows a list of items, each shown item is clicked or not, each click
 * becomes an order or not, and some orders are returned days later; returns after the period are left out.
 */
export function* shopEvents(
  shops: readonly SimulatedShop[],
  { days, firstWeekday, visits }: Period,
  draws: RandomStream,
): Generator<readonly ShopEvent[], void, undefined> {
  const weeks = Array.from({ length: days }, (_, day) => WEEK[(firstWeekday + day) % 7]!);
  const weekTotal = weeks.reduce((sum, weight) => sum + weight, 0);
  const returns = weeks.map((): ShopEvent[] => []);
  const visitShop = shops.map((shop, index) => createVisits(shop, index, visits, draws));
  const orders = { count: 0 };
  for (const [day, weight] of weeks.entries()) {
    const events = returns[day]!;
    for (const [index, { trafficShare }] of shops.entries()) {
      for (let left = draws.poisson((visits * trafficShare * weight) / weekTotal); left > 0; left--) {
        for (const event of visitShop[index]!(day, orders)) {
          returns[Math.floor(event.atMs / DAY_MS)]?.push(event);
        }
      }
    }
    yield events.sort((a, b) => a.atMs - b.atMs);
    returns[day] = [];
  }
}

type Visit = (day: number, orders: { count: number }) => ShopEvent[];

/** Makes visits to one shop. */
function createVisits(shop: SimulatedShop, index: number, visits: number, draws: RandomStream): Visit {
  const visitors = Math.max(1, Math.round((visits * shop.trafficShare) / VISITS_PER_VISITOR));
  const pickItems = createPicker(shop.items, draws);
  return (day, orders) => {
    const scenario = draws.uniform() < shop.searchShare ? 'SEARCH' : 'RECOMMENDATION';
    const visitor = draws.below(visitors);
    const atMs = day * DAY_MS + timeOfDay(draws);
    const events: ShopEvent[] = [];
    for (const [place, item] of pickItems(LIST_LENGTHS[scenario]).entries()) {
      const shown = {
        kind: 'IMPRESSION',
        scenario,
        shop: index,
        item,
        visitor,
        atMs,
        position: place + 1,
      } as const;
      events.push({ ...shown, order: null, quantity: null });
      addClick(events, shop, orders, draws);
    }
    return events;
  };
}

/** Adds the click of the item shown last, its order and its return, as far as they happen. */
function addClick(
  events: ShopEvent[],
  shop: SimulatedShop,
  orders: { count: number },
  draws: RandomStream,
): void {
  const shown = events.at(-1)!;
  const item = shop.items[shown.item]!;
  const ctr = shop.rates[shown.scenario === 'SEARCH' ? 'searchCtr' : 'recommendationCtr'][item.arm];
  const clickRate = ctr * item.clickAppeal * placeFactor(shown.position!, LIST_LENGTHS[shown.scenario]);
  if (draws.uniform() >= clickRate) return;
  const click: ShopEvent = { ...shown, kind: 'CLICK', atMs: later(shown.atMs, 0.05, 1, draws) };
  events.push(click);
  if (draws.uniform() >= shop.rates.conversion[item.arm] * item.orderAppeal) return;
  const order: ShopEvent = {
    ...click,
    kind: 'ORDER',
    atMs: later(click.atMs, 1, 25, draws),
    position: null,
    order: orders.count++,
    quantity: draws.uniform() < TWO_PIECES_SHARE ? 2 : 1,
  };
  events.push(order);
  if (draws.uniform() >= shop.returnRate) return;
  const { from, to } = RETURN_DAYS;
  const waitDays = from + draws.below(to - from);
  events.push({ ...order, kind: 'RETURN', atMs: order.atMs + waitDays * DAY_MS });
}

/** Falls evenly from the first place to the last, with mean 1. */
const placeFactor = (position: number, length: number) =>
  FIRST_PLACE - (2 * (FIRST_PLACE - 1) * (position - 1)) / (length - 1);

/** Some time between so many minutes later, in whole milliseconds. */
const later = (atMs: number, fromMinutes: number, toMinutes: number, draws: RandomStream) =>
  atMs + Math.round(MINUTE_MS * draws.between(fromMinutes, toMinutes));

/** Around noon or in the evening, and so early that an order after it is of the same day: from 7:30 to 23:30. */
function timeOfDay(draws: RandomStream): number {
  const [middle, halfWidth] = draws.uniform() < 0.45 ? [12.5, 5] : [20.25, 3.25];
  const hour = middle + halfWidth * (draws.uniform() + draws.uniform() - 1);
  return Math.floor(hour * 60 * MINUTE_MS);
}

/**
 * Picks the items of a list by systematic sampling: an item's chance is its share of popularity times the length
 * (at most 1), whatever its arm and appeal. The places are random.
 */
function createPicker(items: readonly ShopItem[], draws: RandomStream): (length: number) => number[] {
  let total = 0;
  const ends = items.map(({ popularity }) => {
    total += popularity;
    return total;
  });
  return (length) => {
    const step = total / length;
    const picked = new Set<number>();
    let item = 0;
    for (let point = step * draws.uniform(); point < total; point += step) {
      while (ends[item]! < point) item += 1;
      picked.add(item);
    }
    return shuffled([...picked], draws.below);
  };
}
