import type { Scenario, Workspace } from '../catalog/index.js';
import { isOfMoney, isOfReturns, measureWord, RATES, type Rate } from '../events/index.js';
import { dayAfter, invalidInput, type Viewer } from '../platform/index.js';
import type { EstimandName, SameStoreSettings } from '../statistics/index.js';
import { ESTIMAND_FIELDS } from './estimands.js';
import type { LiftInput } from './lift.input.js';
import { type LiftMetric, metricsThat } from './lift-metric.js';
import type { TotalsFilter } from './totals/totals-filter.js';

/** A lift input with every default filled in: all that decides a report but the data. */
export interface LiftQuestion {
  readonly metric: LiftMetric;
  readonly rate: Rate;
  readonly workspace: Workspace;
  readonly estimand: EstimandName;
  readonly filter: TotalsFilter;
  /** Age in days that the orders of a return rate must exceed; null: any. */
  readonly returnWindowDays: number | null;
  readonly settings: SameStoreSettings;
}

/** Who asks, where and when. */
export interface Asking {
  readonly viewer: Viewer;
  readonly workspace: Workspace;
  readonly now: Date;
}

/** 95 %, as the paper's fields report. */
const CONFIDENCE = 0.95;

/**
 * @throws {DomainError} INVALID_INPUT where the range is empty or the metric contradicts the scenario or return window
 */
export function liftQuestion(asking: Asking, input: LiftInput): LiftQuestion {
  const { workspace } = asking;
  const rate = RATES[input.metric];
  return {
    metric: input.metric,
    rate,
    workspace,
    estimand: ESTIMAND_FIELDS[workspace.headlineEstimand],
    filter: totalsFilter(asking, input, rate),
    returnWindowDays: returnWindowOf(input, rate),
    settings: {
      confidence: input.confidence ?? CONFIDENCE,
      minimumDenominator: input.minimumTraffic ?? workspace.minimumTraffic,
      words: {
        numerator: measureWord(rate.numerator),
        denominator: measureWord(rate.denominator),
        counted: isOfMoney(rate) ? 'orders' : measureWord(rate.numerator),
      },
    },
  };
}

function totalsFilter({ viewer, workspace, now }: Asking, input: LiftInput, rate: Rate): TotalsFilter {
  if (input.from && input.to && input.from >= input.to)
    throw invalidInput('`to` is the first day no longer in the range: it must come after `from`');
  const returnWindowDays = returnWindowOf(input, rate);
  return {
    workspaceId: workspace.id,
    viewer,
    from: input.from ?? null,
    to: input.to ?? null,
    matureBefore:
      returnWindowDays === null ? null : dayAfter(dayIn(workspace.timeZone, now), -returnWindowDays),
    storeIds: input.storeIds ?? null,
    categories: input.categories ?? null,
    priceBands: input.priceBands ?? null,
    scenario: scenarioOf(input, rate),
  };
}

function scenarioOf({ metric, scenario }: LiftInput, rate: Rate): Scenario | null {
  if (scenario && rate.scenario && scenario !== rate.scenario)
    throw invalidInput(`${metric} is about ${rate.scenario}: leave \`scenario\` out, or ask for CTR`);
  return rate.scenario ?? scenario ?? null;
}

function returnWindowOf({ returnWindowDays }: LiftInput, rate: Rate): number | null {
  if (returnWindowDays != null && !isOfReturns(rate))
    throw invalidInput(
      `\`returnWindowDays\` is about ${metricsThat(isOfReturns)}: leave it out for other metrics`,
    );
  return returnWindowDays ?? null;
}

/** The day of an instant, `YYYY-MM-DD` as Swedish writes it. */
const dayIn = (timeZone: string, instant: Date) => instant.toLocaleDateString('sv-SE', { timeZone });
