import type { StorePopulation } from '../../server/simulation/index.js';

/** One kind of world: how many stores are drawn, from which population. */
export interface Scenario {
  readonly name: string;
  readonly stores: number;
  readonly population: StorePopulation;
}

const BASE: StorePopulation = {
  medianTraffic: 20_000,
  trafficSpread: 0.6,
  aiTrafficShare: { from: 0.2, to: 0.5 },
  aiShareFollowsRate: false,
  medianHumanRate: 0.04,
  humanRateSpread: 0.4,
  medianLogRatio: Math.log(1.12),
  effectSpread: 0.25,
  effectPerTraffic: 0,
  effectPerRate: 0,
  aiItems: { from: 25, to: 25 },
  humanItems: { from: 25, to: 25 },
  itemSpread: 0.3,
  popularitySpread: 0,
};

/** No store has a lift. */
const NO_LIFT = { medianLogRatio: 0, effectSpread: 0 } as const;
/** Stores differ; their mean lift is zero. */
const NO_MEAN_LIFT = { medianLogRatio: -(0.25 ** 2) / 2, effectSpread: 0.25 } as const;
const HUNDREDFOLD = { medianHumanRate: 0.005, humanRateSpread: 1.175, medianTraffic: 40_000 } as const;
const HALVES = { aiTrafficShare: { from: 0.3, to: 0.7 } } as const;
/** Conversion of clicks: about three orders per store, both arms together. */
const THREE_ORDERS = { ...HALVES, medianTraffic: 130, medianHumanRate: 0.02 } as const;
const THREE_ORDERS_AN_ARM = { ...THREE_ORDERS, medianTraffic: 260 } as const;

const items = (ai: number, human = ai) =>
  ({ aiItems: { from: ai, to: ai }, humanItems: { from: human, to: human } }) as const;
const unequalItems = (ai: number, human = ai) => ({ ...items(ai, human), itemSpread: 0.8 }) as const;

const scenario = (name: string, stores: number, changes: Partial<StorePopulation>): Scenario => ({
  name,
  stores,
  population: { ...BASE, ...changes },
});

/** Seven to eight clicks expected in either arm of the median store, 5 to 11 in most; 200,000 events in all. */
export const THOUSAND_STORES = scenario('1,000 stores, 5 to 11 clicks an arm, no lift', 1_000, {
  ...NO_LIFT,
  medianTraffic: 184,
  trafficSpread: 0.2,
  aiTrafficShare: { from: 0.45, to: 0.55 },
  medianHumanRate: 0.085,
  humanRateSpread: 0.1,
  ...items(5),
  itemSpread: 0.5,
});

export const SCENARIOS: readonly Scenario[] = [
  scenario('base', 100, {}),
  scenario('base, no lift', 100, NO_LIFT),
  scenario('base, stores differ, mean lift 0', 100, NO_MEAN_LIFT),
  scenario('40 stores', 40, {}),
  scenario('8 stores, traffic log sd 1', 8, { trafficSpread: 1 }),
  scenario('8 stores, traffic log sd 1, no lift', 8, { trafficSpread: 1, ...NO_LIFT }),
  scenario('3 stores, traffic log sd 1', 3, { trafficSpread: 1 }),
  scenario('3 stores, traffic log sd 1, no lift', 3, { trafficSpread: 1, ...NO_LIFT }),
  scenario('2 stores', 2, {}),
  scenario('2 stores, no lift', 2, NO_LIFT),
  scenario('2 stores, 5 + 5 unequal items, no lift', 2, { ...NO_LIFT, ...unequalItems(5) }),
  scenario('30 stores, traffic log sd 1.5', 30, { trafficSpread: 1.5, effectSpread: 0.2 }),
  scenario('30 stores, traffic log sd 1.5, no lift', 30, { trafficSpread: 1.5, ...NO_LIFT }),
  scenario('rates 100-fold apart', 60, HUNDREDFOLD),
  scenario('rates 100-fold apart, no lift', 60, { ...HUNDREDFOLD, ...NO_LIFT }),
  scenario('rates 100-fold apart, 20 stores, 5 + 5 unequal items, no lift', 20, {
    ...HUNDREDFOLD,
    ...NO_LIFT,
    ...unequalItems(5),
  }),
  scenario('effect grows with traffic', 100, { effectPerTraffic: 0.15 }),
  scenario('effect grows with the rate', 100, { effectPerRate: 0.15 }),
  scenario('AI share rises with the rate, no lift', 60, {
    ...NO_LIFT,
    aiTrafficShare: { from: 0.1, to: 0.9 },
    aiShareFollowsRate: true,
    humanRateSpread: 0.8,
  }),
  scenario('2 to 10 % of the traffic to AI items', 60, { aiTrafficShare: { from: 0.02, to: 0.1 } }),
  scenario('2 to 10 % of the traffic to AI items, no lift', 60, {
    aiTrafficShare: { from: 0.02, to: 0.1 },
    ...NO_LIFT,
  }),
  scenario('1 + 1 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(1) }),
  scenario('1 to 4 unequal items an arm, no lift', 60, {
    ...NO_LIFT,
    ...unequalItems(1),
    aiItems: { from: 1, to: 4 },
    humanItems: { from: 1, to: 4 },
  }),
  scenario('2 + 2 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(2) }),
  scenario('3 + 3 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(3) }),
  scenario('5 + 5 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(5) }),
  scenario('10 + 10 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(10) }),
  scenario('3 + 8 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(3, 8) }),
  scenario('8 stores, 3 + 8 unequal items, no lift', 8, { ...NO_LIFT, ...unequalItems(3, 8) }),
  scenario('8 stores, everything unequal, no lift', 8, {
    ...NO_LIFT,
    ...unequalItems(3, 8),
    trafficSpread: 1.5,
    humanRateSpread: 0.8,
    aiTrafficShare: { from: 0.05, to: 0.2 },
  }),
  scenario('5 + 5 items, unequal traffic too, no lift', 60, {
    ...NO_LIFT,
    ...unequalItems(5),
    popularitySpread: 0.8,
  }),
  scenario('little traffic (median 2,000)', 100, { medianTraffic: 2_000 }),
  scenario('hardly any traffic (median 500), no lift', 100, { medianTraffic: 500, ...NO_LIFT }),
  scenario('about 3 orders a store, no lift', 60, { ...THREE_ORDERS, ...NO_LIFT }),
  scenario('about 3 orders a store, 3 + 8 unequal items, no lift', 60, {
    ...THREE_ORDERS,
    ...NO_LIFT,
    ...unequalItems(3, 8),
  }),
  scenario('about 3 orders an arm, no lift', 60, { ...THREE_ORDERS_AN_ARM, ...NO_LIFT }),
  THOUSAND_STORES,
  scenario('1 + 8 unequal items, no lift', 60, { ...NO_LIFT, ...unequalItems(1, 8) }),
];
