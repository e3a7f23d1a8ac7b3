import type { EstimandName } from '../../statistics/index.js';
import type { ArmSums, PerArm } from '../totals/arm-sums.js';
import { ARMS } from '../totals/arm-sums.js';
import { ARM_ITEMS, namesOf, written } from './names.js';

/** What decides whether the revenue of a store is known; an arm that is not looked at is absent. */
export interface StoreRevenue {
  readonly name: string;
  /** Of the orders with an amount. */
  readonly currencies: readonly string[];
  readonly ai?: OrderSums;
  readonly human?: OrderSums;
}

type OrderSums = Pick<ArmSums, 'orders' | 'ordersWithoutAmount'>;

/** Why a store has no rate of revenue: orders without an amount, or several currencies; null if it has one. */
export function whyNoRevenueOf(store: StoreRevenue): string | null {
  const missing = missingAmounts([store]);
  const mixed = store.currencies.length > 1 ? `Revenue in ${store.currencies.join(' and ')}.` : null;
  const reasons = [missing && `${missing} no amount, so revenue is unknown.`, mixed];
  return reasons.filter(Boolean).join(' ') || null;
}

/** Why there is no answer about the revenue of any of these stores together; null if every order has an amount. */
export function whyNoRevenue(stores: readonly StoreRevenue[]): string | null {
  const missing = missingAmounts(stores);
  return (
    missing &&
    `Revenue is unknown: ${missing} no amount, in ${namesOf(stores.filter(lacksAmounts))}. Ask for stores or days without them.`
  );
}

/** Whether an estimand averages amounts over stores, so that these must be of one currency. */
export const needsOneCurrency = (estimand: EstimandName): boolean =>
  estimand === 'averageRates' || estimand === 'trafficWeighted';

/** Why amounts of these stores cannot be added up; null if they are of one currency. */
export function whyNotAddable(stores: readonly StoreRevenue[]): string | null {
  const currencies = new Set(stores.flatMap((store) => store.currencies));
  if (currencies.size <= 1) return null;
  return `Revenue in ${[...currencies].sort().join(', ')} cannot be added up or averaged: choose stores of one currency.`;
}

const lacksAmounts = (store: StoreRevenue): boolean =>
  ARMS.some((arm) => (store[arm]?.ordersWithoutAmount ?? 0) > 0);

/** `3 of 40 orders of AI-generated items have`; null if there are none. */
function missingAmounts(stores: readonly StoreRevenue[]): string | null {
  const arms = ARMS.map((arm) => ({ arm, ...orderSums(stores, arm) })).filter(
    ({ ordersWithoutAmount }) => ordersWithoutAmount > 0,
  );
  if (arms.length === 0) return null;
  const words = arms.map(
    ({ arm, orders, ordersWithoutAmount }) =>
      `${written(ordersWithoutAmount)} of ${written(orders)} orders of ${ARM_ITEMS[arm]}`,
  );
  const isOne = arms.length === 1 && arms[0]!.ordersWithoutAmount === 1;
  return `${words.join(' and ')} ${isOne ? 'has' : 'have'}`;
}

function orderSums(stores: readonly StoreRevenue[], arm: keyof PerArm<unknown>): OrderSums {
  const sum = (count: keyof OrderSums) =>
    stores.reduce((total, store) => total + (store[arm]?.[count] ?? 0), 0);
  return { orders: sum('orders'), ordersWithoutAmount: sum('ordersWithoutAmount') };
}
