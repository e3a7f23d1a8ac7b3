import { ESTIMAND_NAMES } from '../../catalog/index.js';
import { isOfReturns } from '../../events/index.js';
import { type EstimandName, verdict } from '../../statistics/index.js';
import { ESTIMANDS } from '../estimands.js';
import type { LiftMetric } from '../lift-metric.js';
import type { LiftQuestion } from '../lift-question.js';
import { fewStoresWarning, METHODS } from './estimand-words.js';
import { isZero, percent, signed } from './lift-words.js';
import { written } from './names.js';
import type { Estimates } from './same-store.js';

/** What a rate is called within a sentence. */
const RATE_NAMES: Readonly<Record<LiftMetric, string>> = {
  SEARCH_CTR: 'click-through rate in search',
  RECOMMENDATION_CTR: 'click-through rate in recommendations',
  CTR: 'click-through rate',
  CONVERSION_RATE: 'conversion rate',
  RETURN_RATE: 'return rate',
  REVENUE_PER_IMPRESSION: 'revenue per impression',
};

/** The answer of a report in one sentence, and how its stores are weighed. */
export function claimOf(estimates: Estimates, question: LiftQuestion): string {
  const estimate = estimates[question.estimand];
  const { value, lower, stores, reason } = estimate;
  if (value === null) return reason;
  const found = `${across(stores)}, ${comparison(value, question)}`;
  if (lower === null) return `${found}. ${reason}`;
  const answer = withInterval(found, estimate, question);
  return [answer, stores === 1 ? reason : METHODS[question.estimand]].filter(Boolean).join(' ');
}

type WithInterval = Extract<Estimates[EstimandName], { readonly lower: number }>;

function withInterval(found: string, estimate: WithInterval, question: LiftQuestion): string {
  const { value, lower, upper } = estimate;
  const interval = `${written(question.settings.confidence * 100)}% interval ${signed(lower)} to ${signed(upper)}`;
  switch (verdict(estimate)) {
    case 'INCONCLUSIVE':
      return `${found}, but the ${interval} includes zero: no clear difference.`;
    case 'NOT_COMPUTED':
      return `${found} (${interval}).`;
    default:
      return `${found} (${interval}).${betterWords(value, question)}`;
  }
}

const across = (stores: number) => (stores === 1 ? 'In one store' : `Across ${written(stores)} stores`);

function comparison(value: number, { metric, estimand }: LiftQuestion): string {
  const average = estimand === 'averageRates' ? 'average ' : '';
  const size = percent(Math.abs(value));
  const difference = isZero(size) ? 'the same as' : `${size} ${value < 0 ? 'lower' : 'higher'} than`;
  return `AI items' ${average}${RATE_NAMES[metric]} was ${difference} human-designed items'`;
}

/** A lower return rate is better, which the numbers alone do not say. */
function betterWords(value: number, { rate }: LiftQuestion): string {
  if (!isOfReturns(rate)) return '';
  return ` Lower is better: AI items do ${value < 0 ? 'better' : 'worse'}.`;
}

/**
 * What a reader must know before they quote the answer, a sentence each.
 *
 * @param placeboWarning what the placebo says against it; null if nothing
 */
export function qualificationsOf(
  estimates: Estimates,
  question: LiftQuestion,
  placeboWarning: string | null,
): string[] {
  const headline = estimates[question.estimand];
  const sentences = [placeboWarning, disagreement(estimates), fewStoresWarning(headline)];
  return headline.value === null ? [] : sentences.filter((sentence) => sentence !== null);
}

/** Estimates less than this apart agree, however many times one is the other: +0.1 % and +0.3 %, say. */
const MINIMUM_DIFFERENCE = 0.01;

/** How far the estimands with an interval are apart; null if none is more than twice another. */
function disagreement(estimates: Estimates): string | null {
  const lifts = ESTIMANDS.flatMap(({ field, estimand }) => {
    const { value, lower } = estimates[field];
    return value === null || lower === null ? [] : [{ value, name: ESTIMAND_NAMES[estimand] }];
  }).sort((a, b) => a.value - b.value);
  const [lowest, highest] = [lifts[0], lifts.at(-1)];
  if (!lowest || !highest || highest.value - lowest.value < MINIMUM_DIFFERENCE) return null;
  const [small, large] = [Math.abs(lowest.value), Math.abs(highest.value)].sort((a, b) => a - b);
  const isTwofold = lowest.value * highest.value <= 0 || large! > 2 * small!;
  return isTwofold
    ? `The estimands differ more than twofold, from ${signed(lowest.value)} (${lowest.name}) to ${signed(highest.value)} (${highest.name}): say which one you quote.`
    : null;
}

/** What the placebo says against an answer; null if it includes zero, or there is none. */
export function placeboWarningOf(lower: number | null, upper: number | null): string | null {
  if (lower === null || upper === null || (lower <= 0 && upper >= 0)) return null;
  return `The placebo excludes zero (${signed(lower)} to ${signed(upper)}): human-designed items compared with each other show a lift already, so this answer is biased.`;
}
