import {
  type SameStoreLift,
  type StoreArms,
  type StoresEstimate,
  sameStoreLift,
} from '../statistics/index.js';
import type { LiftQuestion } from './lift-question.js';
import { type ArmSums, type StoreTotals, toArmTotals } from './lift-totals.js';

/** The answers over stores, and what became of each of them. */
export interface Comparison {
  readonly lift: SameStoreLift;
  /** The stores behind `lift.stores`, in its order. */
  readonly compared: readonly StoreTotals[];
  readonly excluded: readonly { readonly store: StoreTotals; readonly reason: string }[];
}

/**
 * Compares both arms within each store. A ratio of revenues needs one currency in the store, and a pooled
 * one needs the same currency in all of them.
 */
export function compareStores(totals: readonly StoreTotals[], question: LiftQuestion): Comparison {
  const isMoney = question.definition.numerator === 'revenue_minor';
  const compared = isMoney ? totals.filter(({ currencies }) => currencies.length <= 1) : totals;
  const mixed = isMoney ? totals.filter(({ currencies }) => currencies.length > 1) : [];
  const lift = sameStoreLift(
    compared.map((store) => storeArms(store, question)),
    question.settings,
  );
  const currencies = new Set(compared.flatMap((store) => store.currencies));
  return {
    lift: isMoney && currencies.size > 1 ? withoutPooled(lift, currencies) : lift,
    compared,
    excluded: [
      ...lift.excluded.map(({ index, reason }) => ({ store: compared[index]!, reason })),
      ...mixed.map((store) => ({ store, reason: `Revenue in ${store.currencies.join(' and ')}.` })),
    ],
  };
}

/** The stored estimand of the workspace. */
export const headlineOf = (lift: SameStoreLift, { estimand }: LiftQuestion): StoresEstimate => lift[estimand];

const storeArms = (store: StoreTotals, { definition }: LiftQuestion): StoreArms => ({
  ai: toArmTotals(store.ai, definition),
  human: toArmTotals(store.human, definition),
});

const withoutPooled = (lift: SameStoreLift, currencies: ReadonlySet<string>): SameStoreLift => ({
  ...lift,
  trafficWeighted: {
    value: null,
    lower: null,
    upper: null,
    standardError: null,
    pValue: null,
    jackknifeStandardError: null,
    stores: lift.trafficWeighted.stores,
    reason: `Revenue in ${[...currencies].sort().join(', ')} cannot be added up: choose stores of one currency.`,
  },
});

/** Both arms of several stores, added up. */
export function sumArms(totals: readonly StoreTotals[]): Pick<StoreTotals, 'ai' | 'human'> {
  return { ai: sumOf(totals.map(({ ai }) => ai)), human: sumOf(totals.map(({ human }) => human)) };
}

function sumOf(arms: readonly ArmSums[]): ArmSums {
  const sum = (measure: Exclude<keyof ArmSums, 'revenueSquares'>) =>
    arms.reduce((total, arm) => total + arm[measure], 0);
  return {
    impressions: sum('impressions'),
    clicks: sum('clicks'),
    orders: sum('orders'),
    returns: sum('returns'),
    revenueMinor: sum('revenueMinor'),
    revenueSquares: arms.reduce<number | null>(
      (total, { revenueSquares }) =>
        total === null || revenueSquares === null ? null : total + revenueSquares,
      0,
    ),
  };
}
