import { isOfMoney } from '../../events/index.js';
import {
  type EstimandName,
  type Estimate,
  type EstimateOverStores,
  noEstimate,
  type SameStoreLift,
  type StoreArms,
  sameStoreLift,
  usesStore,
} from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { type StoreTotals, toArm } from '../totals/arm-sums.js';
import { whyNoRevenue, whyNoRevenueOf, whyNotAddable } from './revenue.js';
import { warningsOver } from './suspicious-counts.js';

/** What is suspicious about the counts that an estimate rests on. */
interface Warned {
  readonly warnings: readonly string[];
}

/** Every answer over stores by its estimand. */
export type Estimates = { readonly [E in EstimandName]: SameStoreLift[E] & Warned };

/** The answers over stores, and what became of each of them. */
export interface Comparison {
  readonly estimates: Estimates;
  readonly compared: readonly { readonly store: StoreTotals; readonly estimate: Estimate }[];
  readonly excluded: readonly { readonly store: StoreTotals; readonly reason: string }[];
}

/**
 * Compares both arms within each store. A ratio of revenues needs the amount of every order, and one currency in the
 * store; a pooled one needs the same currency in all of them.
 */
export function compareStores(totals: readonly StoreTotals[], question: LiftQuestion): Comparison {
  const whyNot = isOfMoney(question.rate) ? whyNoRevenueOf : () => null;
  const known = totals.filter((store) => whyNot(store) === null);
  const lift = sameStoreLift(
    known.map((store) => storeArms(store, question)),
    question.settings,
  );
  const reasons = new Map(lift.excluded.map(({ index, reason }) => [known[index], reason]));
  const compared = known
    .map((store, index) => ({ store, estimate: lift.stores[index]! }))
    .filter(({ store }) => !reasons.has(store));
  return {
    estimates: warned(
      withoutUnknown(lift, { totals, known, question }),
      compared.map(({ store }) => store),
      question,
    ),
    compared,
    excluded: totals.flatMap((store) => {
      const reason = whyNot(store) ?? reasons.get(store);
      return reason ? [{ store, reason }] : [];
    }),
  };
}

/** The stored estimand of the workspace. */
export const headlineOf = (
  { estimates }: Comparison,
  { estimand }: LiftQuestion,
): EstimateOverStores & Warned => estimates[estimand];

const storeArms = ({ ai, human }: StoreTotals, { rate }: LiftQuestion): StoreArms => ({
  ai: toArm(ai, rate),
  human: toArm(human, rate),
});

type Answers = Pick<SameStoreLift, EstimandName>;

interface Revenues {
  readonly totals: readonly StoreTotals[];
  /** The stores whose own revenue is known. */
  readonly known: readonly StoreTotals[];
  readonly question: LiftQuestion;
}

/** Withholds what would take an unknown amount for zero, or add up currencies. */
function withoutUnknown(lift: SameStoreLift, { totals, known, question }: Revenues): Answers {
  if (!isOfMoney(question.rate)) return lift;
  const unknown = whyNoRevenue(totals);
  if (unknown !== null) return noAnswers(unknown);
  const mixed = whyNotAddable(known);
  return mixed === null ? lift : { ...lift, trafficWeighted: noAnswers(mixed).trafficWeighted };
}

function noAnswers(reason: string): Answers {
  const nothing = { ...noEstimate(reason), stores: 0 };
  return {
    equalWeight: nothing,
    logRatio: nothing,
    biasCorrected: nothing,
    trafficWeighted: { ...nothing, jackknifeStandardError: null },
    randomEffects: {
      ...nothing,
      ...{ tau2: null, iSquared: null, q: null, qPValue: null },
      ...{ predictionLower: null, predictionUpper: null, predictionReason: reason },
    },
  };
}

/** Each answer with what is suspicious about the stores that go into it. */
function warned(answers: Answers, compared: readonly StoreTotals[], question: LiftQuestion): Estimates {
  const { rate, settings } = question;
  const warningsOf = (estimand: EstimandName): Warned => {
    if (answers[estimand].value === null) return { warnings: [] };
    const stores = compared.filter((store) =>
      usesStore(estimand, storeArms(store, question), settings.words),
    );
    return { warnings: warningsOver(stores, rate) };
  };
  return {
    equalWeight: { ...answers.equalWeight, ...warningsOf('equalWeight') },
    logRatio: { ...answers.logRatio, ...warningsOf('logRatio') },
    biasCorrected: { ...answers.biasCorrected, ...warningsOf('biasCorrected') },
    trafficWeighted: { ...answers.trafficWeighted, ...warningsOf('trafficWeighted') },
    randomEffects: { ...answers.randomEffects, ...warningsOf('randomEffects') },
  };
}
