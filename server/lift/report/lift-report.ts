import { headlineNotice } from '../../catalog/index.js';
import { isOfMoney, type Rate } from '../../events/index.js';
import { dayAfter, Verdict } from '../../platform/index.js';
import { benjaminiHochberg, falseCoverageConfidence, verdict } from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { type ArmSums, hasRows, type StoreTotals, sumArms, toArm } from '../totals/arm-sums.js';
import type { Completeness } from '../totals/completeness.js';
import type { PooledTotals } from '../totals/pooled-totals.js';
import { LiftDesign, type LiftReport } from './lift-report.type.js';
import type { LiftPeriod, LiftSlice } from './report-parts.type.js';
import type { PriceBandEdges } from './report-settings.type.js';
import { type Comparison, compareStores, type Estimates, headlineOf, headlineOver } from './same-store.js';
import { storeWarnings } from './suspicious-counts.js';

/** What a report states beside its numbers. */
export interface ReportFacts extends Completeness {
  readonly priceBandEdges: readonly PriceBandEdges[];
  readonly placeboSeed: number;
}

/** A report and the question it answers, from which its slices are answered later. */
export interface AnsweredReport extends LiftReport {
  readonly question: LiftQuestion;
  readonly estimates: Estimates;
}

/** Shapes the answers for the API. Pure: the same totals give the same report. */
export function liftReport(question: LiftQuestion, totals: PooledTotals, facts: ReportFacts): AnsweredReport {
  const { workspace, metric } = question;
  const comparison = compareStores(totals, question);
  const headline = headlineOf(comparison, question);
  return {
    question,
    metric,
    headlineEstimand: workspace.headlineEstimand,
    headlineNotice: headlineNotice(workspace),
    headline,
    verdict: Verdict[verdict(headline)],
    ...comparison.estimates,
    estimates: comparison.estimates,
    ...lines(comparison, question),
    pooledItemVariance: pooledItemVarianceOf(comparison),
    pooledRate: comparison.pooledRate,
    totals: headlineTotals(comparison.headlineStores, question),
    allTotals: arms(added(totals.asked), question),
    currencies: currenciesOf(totals.asked),
    design: LiftDesign.OBSERVATIONAL,
    simulated: workspace.simulated,
    undatedRows: facts.undatedRows,
    completeUntil: facts.completeUntil,
    settings: reportSettings(question, facts),
  };
}

const pooledItemVarianceOf = ({ pooledItemVariance: { ai, human } }: Comparison) => ({
  ai: ai.variance,
  human: human.variance,
  degreesOfFreedomAi: ai.degreesOfFreedom,
  degreesOfFreedomHuman: human.degreesOfFreedom,
});

function headlineTotals(stores: readonly StoreTotals[], question: LiftQuestion): LiftReport['totals'] {
  const { ai, human } = arms(added(stores), question);
  return {
    ai,
    human,
    stores: stores.length,
    pooledLift: ai.rate !== null && human.rate ? ai.rate / human.rate - 1 : null,
    pooledLiftWarning: POOLED_LIFT_WARNING,
  };
}

const POOLED_LIFT_WARNING =
  'The ratio of pooled sums mixes stores: it also moves if stores with higher rates show more AI items. Quote the headline instead.';

/** Every store in one of two lists: those that count, and those that do not. */
function lines({ compared, excluded }: Comparison, question: LiftQuestion) {
  return {
    stores: compared.map(({ store, estimate: own }) => ({
      ...line(store, question),
      ...own,
      lift: own.value,
      verdict: Verdict[verdict(own)],
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
 * The headline estimand of every slice, and its interval and p-value adjusted for looking at all of them.
 *
 * @param toLabel what a value of the totals is called
 */
export function liftSlices(
  totals: PooledTotals,
  question: LiftQuestion,
  toLabel: (slice: string) => string,
): LiftSlice[] {
  const slices = bySlice(totals).map(([slice, stores]) => ({
    label: slice === null ? null : toLabel(slice),
    stores,
    ...part(stores, question),
  }));
  const adjusted = benjaminiHochberg(slices.map(({ estimate }) => estimate.pValue));
  const confidence = falseCoverageConfidence(adjusted, question.settings.confidence);
  const wider = { ...question, settings: { ...question.settings, confidence } };
  return slices.map(({ stores, ...slice }, index) => ({
    ...slice,
    ...adjustedInterval(stores, wider),
    pValueAdjusted: adjusted[index]!,
  }));
}

function adjustedInterval(stores: PooledTotals, wider: LiftQuestion) {
  const estimate = headlineOver(stores, wider);
  return {
    lowerAdjusted: estimate.lower,
    upperAdjusted: estimate.upper,
    confidenceAdjusted: wider.settings.confidence,
    verdict: Verdict[verdict(estimate)],
  };
}

/**
 * The headline estimand of every period; rows without a day are in none.
 *
 * @param totals sliced by the first day of a period
 */
export function liftPeriods(
  totals: PooledTotals,
  question: LiftQuestion,
  daysPerPeriod: number,
): LiftPeriod[] {
  return bySlice(totals).flatMap(([startsOn, stores]) => {
    if (startsOn === null) return [];
    const endsOn = dayAfter(startsOn, daysPerPeriod);
    return [liftPeriod(stores, question, { startsOn, endsOn })];
  });
}

/** @param totals of the days of the period */
export const liftPeriod = (
  totals: PooledTotals,
  question: LiftQuestion,
  days: Pick<LiftPeriod, 'startsOn' | 'endsOn'>,
): LiftPeriod => ({ ...days, ...part(totals, question) });

function part(totals: PooledTotals, question: LiftQuestion) {
  const estimate = headlineOver(totals, question);
  return { estimate, ...arms(added(totals.asked), question) };
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
function bySlice({ asked, pool }: PooledTotals): [string | null, PooledTotals][] {
  const slices = grouped(asked);
  const pools = pool === asked ? slices : grouped(pool);
  return [...slices]
    .sort(([a], [b]) => Number(a === null) - Number(b === null) || (a! < b! ? -1 : 1))
    .map(([slice, stores]) => [slice, { asked: stores, pool: pools.get(slice)! }]);
}

function grouped(totals: readonly StoreTotals[]): ReadonlyMap<string | null, StoreTotals[]> {
  const slices = new Map<string | null, StoreTotals[]>();
  for (const store of totals.filter(hasRows)) {
    const stores = slices.get(store.slice) ?? [];
    slices.set(store.slice, stores);
    stores.push(store);
  }
  return slices;
}

const line = (store: StoreTotals, question: LiftQuestion) => ({
  storeId: store.storeId,
  warnings: storeWarnings(store, question.rate),
  ...arms(store, question),
});

const arms = ({ ai, human, currencies }: SumsInCurrencies, { rate }: LiftQuestion) => ({
  ai: arm(ai, rate, currencies),
  human: arm(human, rate, currencies),
});

/**
 * Spelled out, since there may be a hundred thousand of them.
 *
 * @param currencies of the amounts; those of several have no sum
 */
function arm(sums: ArmSums, rate: Rate, currencies: readonly string[]) {
  const { numerator, denominator } = toArm(sums, rate);
  const isMoney = isOfMoney(rate);
  const isAddable = currencies.length <= 1;
  const isKnown = !isMoney || (isAddable && sums.ordersWithoutAmount === 0);
  return {
    impressions: sums.impressions,
    clicks: sums.clicks,
    orders: sums.orders,
    returns: sums.returns,
    ordersWithoutAmount: sums.ordersWithoutAmount,
    revenueMinor: isAddable ? sums.revenueMinor : null,
    revenueSquares: isAddable ? sums.revenueSquares : null,
    currency: isAddable ? (currencies[0] ?? null) : null,
    numerator: isMoney && !isAddable ? null : numerator,
    denominator,
    rate: isKnown && denominator > 0 ? numerator / denominator : null,
  };
}
