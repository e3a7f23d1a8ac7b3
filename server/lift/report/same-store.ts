import { isOfMoney } from '../../events/index.js';
import {
  type Answers,
  type EstimandName,
  noEstimate,
  type SameStoreLift,
  type StoreArms,
  sameStoreAnswer,
  sameStoreLift,
} from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { type StoreTotals, toArm } from '../totals/arm-sums.js';
import type { PooledTotals } from '../totals/pooled-totals.js';
import { caveatOf, fewStoresWarning } from './estimand-words.js';
import { needsOneCurrency, whyNoRevenue, whyNoRevenueOf, whyNotAddable } from './revenue.js';
import { warningsOver } from './suspicious-counts.js';

/** What goes with every answer: what it leaves out, and what to mind about it. */
interface Remarks {
  readonly excluded: readonly { readonly storeId: string; readonly reason: string }[];
  readonly warnings: readonly string[];
  readonly caveat: string;
}

/** Every answer over stores by its estimand. */
export type Estimates = { readonly [E in EstimandName]: Remarked<Answers[E]> };

type Remarked<A> = DistributiveOmit<A, 'excluded'> & Remarks;

/** Keeps the alternatives of a union apart. */
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The answers over stores, and what became of each of them. */
export interface Comparison extends Pick<SameStoreLift, 'pooledItemVariance' | 'pooledRate'> {
  readonly estimates: Estimates;
  /** The stores that the headline compares, or would if it could be computed. */
  readonly headlineStores: readonly StoreTotals[];
  readonly compared: readonly {
    readonly store: StoreTotals;
    readonly estimate: SameStoreLift['stores'][number];
  }[];
  readonly excluded: readonly { readonly store: StoreTotals; readonly reason: string }[];
}

/**
 * Compares both arms within each store. A ratio of revenues needs the amount of every order, and one currency in the
 * store; an average of rates needs the same currency in all of them.
 */
export function compareStores(totals: PooledTotals, question: LiftQuestion): Comparison {
  const parts = partsOf(totals.asked, question);
  const { known, unknown } = parts;
  const { stores, pool } = armsOf(parts, totals);
  const lift = sameStoreLift(stores, question.settings, pool);
  const reasons = new Map([
    ...lift.excluded.map(({ index, reason }) => [known[index]!, reason] as const),
    ...unknown.map(({ store, reason }) => [store, reason] as const),
  ]);
  return {
    estimates: remarked({ ...lift, ...withheld(parts) }, parts),
    headlineStores: usedBy(lift[question.estimand], parts),
    compared: known
      .map((store, index) => ({ store, estimate: lift.stores[index]! }))
      .filter(({ store }) => !reasons.has(store)),
    excluded: totals.asked.flatMap((store) => {
      const reason = reasons.get(store);
      return reason ? [{ store, reason }] : [];
    }),
    pooledItemVariance: lift.pooledItemVariance,
    pooledRate: lift.pooledRate,
  };
}

/** The stored estimand of the workspace. */
export const headlineOf = ({ estimates }: Comparison, { estimand }: LiftQuestion) => estimates[estimand];

/** The headline alone, as `compareStores` gives it: enough for a slice of a report, of which there may be many. */
export function headlineOver(totals: PooledTotals, question: LiftQuestion): Estimates[EstimandName] {
  const parts = partsOf(totals.asked, question);
  const { estimand, settings } = question;
  const answer = withheld(parts)[estimand] ?? sameStoreAnswer(estimand, armsOf(parts, totals), settings);
  return { ...answer, ...remarksOn(answer, estimand, parts) };
}

const storeArms = ({ ai, human }: StoreTotals, { rate }: LiftQuestion): StoreArms => ({
  ai: toArm(ai, rate),
  human: toArm(human, rate),
});

interface Parts {
  readonly totals: readonly StoreTotals[];
  /** The stores whose own revenue is known, in the order of the answers. */
  readonly known: readonly StoreTotals[];
  readonly unknown: readonly { readonly store: StoreTotals; readonly reason: string }[];
  readonly question: LiftQuestion;
}

function partsOf(totals: readonly StoreTotals[], question: LiftQuestion): Parts {
  const unknown = totals.flatMap((store) => {
    const reason = whyUnknown(store, question);
    return reason === null ? [] : [{ store, reason }];
  });
  return { totals, known: knownOf(totals, question), unknown, question };
}

const whyUnknown = (store: StoreTotals, { rate }: LiftQuestion) =>
  isOfMoney(rate) ? whyNoRevenueOf(store) : null;

const knownOf = (totals: readonly StoreTotals[], question: LiftQuestion) =>
  totals.filter((store) => whyUnknown(store, question) === null);

/** What is compared, and the pool that says how much items differ, both without the stores of unknown revenue. */
function armsOf({ known, question }: Parts, { asked, pool }: PooledTotals) {
  const stores = known.map((store) => storeArms(store, question));
  if (pool === asked) return { stores, pool: stores };
  return { stores, pool: knownOf(pool, question).map((store) => storeArms(store, question)) };
}

/** What takes the place of answers that would take an unknown amount for zero, or add up currencies. */
function withheld({ totals, known, question }: Parts): Partial<Answers> {
  if (!isOfMoney(question.rate)) return {};
  const unknown = whyNoRevenue(totals);
  if (unknown !== null) return noAnswers(unknown);
  const mixed = whyNotAddable(known);
  if (mixed === null) return {};
  const answers = noAnswers(mixed);
  const names = Object.keys(answers) as EstimandName[];
  return Object.fromEntries(names.filter(needsOneCurrency).map((name) => [name, answers[name]]));
}

function noAnswers(reason: string): Answers {
  const nothing = {
    ...noEstimate(reason),
    ...{ stores: 0, withinStandardError: null, halfWidthFrom: null, excluded: [] },
  };
  const noRatio = { ...nothing, effectiveStores: null, lowerFewStores: null, upperFewStores: null };
  return {
    averageRates: noRatio,
    equalWeight: nothing,
    logRatio: nothing,
    biasCorrected: nothing,
    trafficWeighted: noRatio,
    randomEffects: {
      ...nothing,
      ...{ tau2: null, iSquared: null, q: null, qPValue: null },
      ...{ predictionLower: null, predictionUpper: null, predictionReason: reason },
    },
  };
}

/** Each answer with the stores it leaves out and what is to be minded about those it uses. */
function remarked(answers: Answers, parts: Parts): Estimates {
  const remark = (estimand: EstimandName): Remarks => remarksOn(answers[estimand], estimand, parts);
  return {
    averageRates: { ...answers.averageRates, ...remark('averageRates') },
    equalWeight: { ...answers.equalWeight, ...remark('equalWeight') },
    logRatio: { ...answers.logRatio, ...remark('logRatio') },
    biasCorrected: { ...answers.biasCorrected, ...remark('biasCorrected') },
    trafficWeighted: { ...answers.trafficWeighted, ...remark('trafficWeighted') },
    randomEffects: { ...answers.randomEffects, ...remark('randomEffects') },
  };
}

function remarksOn(answer: Answers[EstimandName], estimand: EstimandName, parts: Parts): Remarks {
  const { known, unknown, question } = parts;
  const few = fewStoresWarning(answer);
  return {
    excluded: [
      ...unknown.map(({ store, reason }) => ({ storeId: store.storeId, reason })),
      ...answer.excluded.map(({ index, reason }) => ({ storeId: known[index]!.storeId, reason })),
    ],
    warnings:
      answer.value === null
        ? []
        : [...warningsOver(usedBy(answer, parts), question.rate), ...(few === null ? [] : [few])],
    caveat: caveatOf(estimand, question.settings.words),
  };
}

function usedBy({ excluded }: Answers[EstimandName], { known }: Parts): StoreTotals[] {
  const left = new Set(excluded.map(({ index }) => index));
  return known.filter((_, index) => !left.has(index));
}
