import { isOfMoney } from '../../events/index.js';
import { noPlacebo, type PlaceboSpread, placebo } from '../../statistics/index.js';
import type { HumanItems } from '../totals/human-items.js';
import { placeboWarningOf } from './answer.js';
import type { AnsweredReport } from './lift-report.js';
import type { Placebo } from './report-parts.type.js';
import { needsOneCurrency, whyNoRevenue, whyNoRevenueOf, whyNotAddable } from './revenue.js';

/** Splits the human-designed items of the stores that the report could compare, under the same refusals. */
export function liftPlacebo(stores: readonly HumanItems[], report: AnsweredReport): Placebo {
  const spread = placeboSpread(stores, report);
  return { ...spread, warning: placeboWarningOf(spread.lower, spread.upper) };
}

function placeboSpread(
  stores: readonly HumanItems[],
  { question, headline, settings }: AnsweredReport,
): PlaceboSpread {
  const isMoney = isOfMoney(question.rate);
  const known = isMoney ? stores.filter((store) => whyNoRevenueOf(store) === null) : stores;
  const whyMixed = needsOneCurrency(question.estimand) ? whyNotAddable(known) : null;
  const refusal = isMoney ? (whyNoRevenue(stores) ?? whyMixed) : null;
  if (refusal !== null) return noPlacebo(0, refusal);
  return placebo(
    known.map(({ items }) => items),
    {
      ...question.settings,
      estimand: question.estimand,
      headline: headline.value,
      seed: settings.placeboSeed,
    },
  );
}
