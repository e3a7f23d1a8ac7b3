import { isOfMoney, type Rate } from '../../events/index.js';
import { dayAfter, Verdict } from '../../platform/index.js';
import { benjaminiHochberg, verdict } from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { type ArmSums, hasRows, type StoreTotals, sumArms, toArm } from '../totals/arm-sums.js';
import type { Completeness } from '../totals/completeness.js';
import { LiftDesign, type LiftReport } from './lift-report.type.js';
import type { LiftPeriod, LiftSlice } from './report-parts.type.js';
import type { PriceBandEdges } from './report-settings.type.js';
import { type Comparison, compareStores, headlineOf } from './same-store.js';
import { storeWarnings } from './suspicious-counts.js';

/** What a report states beside its numbers. */
export interface ReportFacts extends Completeness {
  readonly priceBandEdges: readonly PriceBandEdges[];
  readonly placeboSeed: number;
}

/** A report and the question it answers, from which its slices are answered later. */
export interface AnsweredReport extends LiftReport {
  readonly question: LiftQuestion;
}

/** Shapes the answers for the API. Pure: the same totals give the same report. */
export function liftReport(
  question: LiftQuestion,
  totals: readonly StoreTotals[],
  facts: ReportFacts,
): AnsweredReport {
  const { workspace, metric } = question;
  const comparison = compareStores(totals, question);
  const headline = headlineOf(comparison, question);
  return {
    question,
    metric,
    headlineEstimand: workspace.headlineEstimand,
    headline,
    verdict: Verdict[verdict(headline)],
    ...comparison.estimates,
    ...lines(comparison, question),
    totals: arms(added(totals), question),
    currencies: currenciesOf(totals),
    design: LiftDesign.OBSERVATIONAL,
    simulated: workspace.simulated,
    undatedRows: facts.undatedRows,
    completeUntil: facts.completeUntil,
    settings: reportSettings(question, facts),
  };
}

/** Every store in one of two lists: those that count, and those that do not. */
function lines({ compared, excluded }: Comparison, question: LiftQuestion) {
  return {
    stores: compared.map(({ store, estimate: { value, lower, upper, reason } }) => ({
      ...line(store, question),
      ...{ lift: value, lower, upper, reason },
    })),
    excluded: excluded.map(({ store, reason }) => ({ ...line(store, question), reason })),
  };
}

function reportSettings(question: LiftQuestion, facts: ReportFacts): LiftReport['settings'] {
  const { metric, workspace, filter, settings } = question;
  return {
    metric,
    headlineEstimand: workspace.headlineEstimand,
    from: filter.from,
    to: filter.to,
    timeZone: workspace.timeZone,
    storeIds: filter.storeIds,
    categories: filter.categories,
    priceBands: filter.priceBands,
    scenario: filter.scenario,
    returnWindowDays: question.returnWindowDays,
    matureBefore: filter.matureBefore,
    minimumTraffic: settings.minimumDenominator,
    confidence: settings.confidence,
    placeboSeed: facts.placeboSeed,
    priceBandEdges: facts.priceBandEdges,
  };
}

/**
 * The headline estimand of every slice, with p-values adjusted for looking at all of them.
 *
 * @param toLabel what a value of the totals is called
 */
export function liftSlices(
  totals: readonly StoreTotals[],
  question: LiftQuestion,
  toLabel: (slice: string) => string,
): LiftSlice[] {
  const slices = bySlice(totals).map(([slice, stores]) => ({
    label: slice === null ? null : toLabel(slice),
    ...part(stores, question),
  }));
  const adjusted = benjaminiHochberg(slices.map(({ estimate }) => estimate.pValue));
  return slices.map((slice, index) => ({ ...slice, pValueAdjusted: adjusted[index]! }));
}

/** The headline estimand of every week; rows without a day are in none. */
export function liftPeriods(totals: readonly StoreTotals[], question: LiftQuestion): LiftPeriod[] {
  return bySlice(totals).flatMap(([startsOn, stores]) =>
    startsOn === null ? [] : [{ startsOn, endsOn: dayAfter(startsOn, 7), ...part(stores, question) }],
  );
}

function part(stores: readonly StoreTotals[], question: LiftQuestion) {
  const estimate = headlineOf(compareStores(stores, question), question);
  return { estimate, ...arms(added(stores), question) };
}

const currenciesOf = (stores: readonly StoreTotals[]): string[] =>
  [...new Set(stores.flatMap(({ currencies }) => currencies))].sort();

/** Several stores as one. */
const added = (stores: readonly StoreTotals[]): SumsInCurrencies => ({
  ...sumArms(stores),
  currencies: currenciesOf(stores),
});

type SumsInCurrencies = Pick<StoreTotals, 'ai' | 'human' | 'currencies'>;

/** In the order of the labels, rows without one last; stores that have no rows at all are in no slice. */
function bySlice(totals: readonly StoreTotals[]): [string | null, StoreTotals[]][] {
  const slices = new Map<string | null, StoreTotals[]>();
  for (const store of totals.filter(hasRows)) {
    const stores = slices.get(store.slice) ?? [];
    slices.set(store.slice, stores);
    stores.push(store);
  }
  return [...slices].sort(([a], [b]) => Number(a === null) - Number(b === null) || (a! < b! ? -1 : 1));
}

const line = (store: StoreTotals, question: LiftQuestion) => ({
  storeId: store.storeId,
  warnings: storeWarnings(store, question.rate),
  ...arms(store, question),
});

function arms({ ai, human, currencies }: SumsInCurrencies, { rate }: LiftQuestion) {
  const isAddable = !isOfMoney(rate) || currencies.length <= 1;
  return { ai: arm(ai, rate, isAddable), human: arm(human, rate, isAddable) };
}

/** @param isAddable false where the numerator adds amounts of several currencies */
function arm(sums: ArmSums, rate: Rate, isAddable: boolean) {
  const { numerator, denominator } = toArm(sums, rate);
  const isKnown = isAddable && !(isOfMoney(rate) && sums.ordersWithoutAmount > 0);
  return {
    ...sums,
    numerator,
    denominator,
    rate: isKnown && denominator > 0 ? numerator / denominator : null,
  };
}
