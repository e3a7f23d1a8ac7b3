import { expect, it } from '@jest/globals';
import { mersenneTwister } from '../../../server/random/index.js';
import {
  drawShops,
  medianLogRatioFor,
  type ShopEvent,
  type ShopPopulation,
  shopEvents,
  trueOutcomeLifts,
} from '../../../server/simulation/index.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const MONDAY = 1;

const outcome = (meanLift: number, medianHumanRate: number) => ({
  medianHumanRate,
  humanRateSpread: 0.2,
  effectSpread: 0.3,
  medianLogRatio: medianLogRatioFor(meanLift, 0.3),
});

const population: ShopPopulation = {
  outcomes: {
    searchCtr: outcome(0.2, 0.1),
    recommendationCtr: outcome(-0.1, 0.15),
    conversion: outcome(0.4, 0.2),
  },
  trafficSpread: 0.8,
  itemsPerTraffic: 0.5,
  aiItemShare: { from: 0.3, to: 0.6 },
  popularitySpread: 0.5,
  appealSpread: 0.3,
  returnRate: 0.25,
};

const world = (seed: number, { shops = 4, visits = 1_500, days = 14 } = {}) => {
  const drawn = drawShops(population, { shops, items: 30 * shops }, mersenneTwister(seed));
  const period = { days, firstWeekday: MONDAY, visits };
  return { shops: drawn, days: [...shopEvents(drawn, period, mersenneTwister(seed + 1))] };
};

const count = (events: readonly ShopEvent[], kind: ShopEvent['kind']) =>
  events.filter((event) => event.kind === kind).length;

it('makes the same world from the same seed, and another from another', () => {
  const first = world(1);

  expect(world(1)).toEqual(first);
  expect(world(2)).not.toEqual(first);
});

it('states the mean lift that a very large draw of shops shows', () => {
  const shops = drawShops(population, { shops: 10_000, items: 80_000 }, mersenneTwister(3));

  for (const name of ['searchCtr', 'recommendationCtr', 'conversion'] as const) {
    const mean = shops.reduce((sum, { rates }) => sum + rates[name].ai / rates[name].human - 1, 0) / 10_000;
    // Standard deviation over shops about 0.4, so that four standard errors are below 0.02.
    expect(Math.abs(mean - trueOutcomeLifts(population.outcomes[name]).equalWeight)).toBeLessThan(0.02);
  }
  expect(trueOutcomeLifts(population.outcomes.conversion).equalWeight).toBeCloseTo(0.4, 12);
});

it('shares out all items, some of each arm, with appeal of mean 1 in every arm', () => {
  const shops = drawShops(population, { shops: 30, items: 1_000 }, mersenneTwister(4));

  expect(shops.reduce((sum, { items }) => sum + items.length, 0)).toBe(1_000);
  for (const { items } of shops) {
    for (const arm of ['ai', 'human']) {
      const own = items.filter((item) => item.arm === arm);
      const shown = own.reduce((sum, { popularity }) => sum + popularity, 0);
      const clicked = own.reduce((sum, item) => sum + item.popularity * item.clickAppeal, 0);
      const ordered = own.reduce((sum, i) => sum + i.popularity * i.clickAppeal * i.orderAppeal, 0);
      expect(own.length).toBeGreaterThanOrEqual(2);
      expect([clicked / shown, ordered / clicked]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
    }
  }
  expect(() => drawShops(population, { shops: 30, items: 239 }, mersenneTwister(4))).toThrow(RangeError);
});

it('shows each arm the rates of its shop', () => {
  const { shops, days } = world(5, { shops: 1, visits: 20_000 });
  const [shop] = shops;

  for (const arm of ['ai', 'human'] as const) {
    const events = days.flat().filter(({ item }) => shop!.items[item]!.arm === arm);
    const search = events.filter(({ scenario }) => scenario === 'SEARCH');
    const ctr = count(search, 'CLICK') / count(search, 'IMPRESSION');
    const conversion = count(events, 'ORDER') / count(events, 'CLICK');
    // At least 25,000 impressions and 3,000 clicks of an arm: standard errors below 2 % and 4 % of the rates.
    expect(Math.abs(ctr / shop!.rates.searchCtr[arm] - 1)).toBeLessThan(0.08);
    expect(Math.abs(conversion / shop!.rates.conversion[arm] - 1)).toBeLessThan(0.16);
  }
});

it('tells a story in which one thing follows from another', () => {
  const events = world(6).days.flat();
  const key = ({ shop, visitor, item }: ShopEvent) => `${shop}/${visitor}/${item}`;
  const happened = new Set<string>();
  const causeOf = (event: ShopEvent) =>
    ({
      IMPRESSION: null,
      CLICK: `IMPRESSION ${key(event)}`,
      ORDER: `CLICK ${key(event)}`,
      RETURN: `ORDER ${key(event)} ${event.order}`,
    })[event.kind];

  const withoutCause = events.filter((event) => {
    happened.add(`${event.kind} ${key(event)}`).add(`${event.kind} ${key(event)} ${event.order}`);
    const cause = causeOf(event);
    return cause !== null && !happened.has(cause);
  });

  expect(withoutCause).toEqual([]);
  const orders = events.filter(({ kind }) => kind === 'ORDER').map(({ order }) => order);
  expect(new Set(orders).size).toBe(orders.length);
  expect(count(events, 'RETURN')).toBeGreaterThan(5);
});

it('yields whole days in the order of time, and busier weekends', () => {
  const { days } = world(7, { visits: 15_000 });

  expect(days).toHaveLength(14);
  for (const [day, events] of days.entries()) {
    const times = events.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((time) => Math.floor(time / DAY_MS) === day)).toBe(true);
  }
  const [monday, , , , , saturday] = days.map((events) => count(events, 'IMPRESSION'));
  // 1.2 / 0.93 of about 1,000 visits a day: a standard error of 0.06.
  expect(saturday! / monday!).toBeGreaterThan(1.1);
});

it('gives the shops a heavy-tailed share of the traffic', () => {
  const shares = drawShops(population, { shops: 500, items: 4_000 }, mersenneTwister(8))
    .map(({ trafficShare }) => trafficShare)
    .sort((a, b) => b - a);

  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  // The lognormal share of the top tenth is normal(0.8 - 1.2816) = 0.315.
  const topTenth = shares.slice(0, 50).reduce((sum, share) => sum + share, 0);
  expect(topTenth).toBeGreaterThan(0.26);
  expect(topTenth).toBeLessThan(0.38);
});
