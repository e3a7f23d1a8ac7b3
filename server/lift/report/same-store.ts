import { isOfMoney } from '../../events/index.js';
import {
  type EstimateOverStores,
  type SameStoreLift,
  type StoreArms,
  sameStoreLift,
} from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { type StoreTotals, toArm } from '../totals/arm-sums.js';

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
  const isMoney = isOfMoney(question.rate);
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
export const headlineOf = (lift: SameStoreLift, { estimand }: LiftQuestion): EstimateOverStores =>
  lift[estimand];

const storeArms = ({ ai, human }: StoreTotals, { rate }: LiftQuestion): StoreArms => ({
  ai: toArm(ai, rate),
  human: toArm(human, rate),
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
