import { stringify } from 'csv-stringify/sync';
import { PriceBand } from '../../catalog/index.js';
import { COUNTS } from '../../events/index.js';
import { ESTIMANDS } from '../estimands.js';
import type { LiftBreakdown } from '../lift.input.js';
import type { ArmTotals, LiftTotals } from './arm-totals.type.js';
import type { LiftEstimate } from './estimate.type.js';
import type { LiftReport } from './lift-report.type.js';
import type { ExcludedStore, LiftPeriod, LiftSlice, Placebo, StoreLift } from './report-parts.type.js';

/** Names of the stores by id; the report itself knows ids only. */
export type StoreNames = ReadonlyMap<string, string>;

/** What the whole report holds besides. */
export interface ReportParts {
  /** The answer in words. */
  readonly sentence: string;
  readonly placebo: Placebo;
  /** By week. */
  readonly trend: readonly LiftPeriod[];
  readonly breakdowns: readonly NamedBreakdown[];
}

export interface NamedBreakdown {
  readonly by: LiftBreakdown;
  /** Name of the store attribute; null for the others. */
  readonly attribute: string | null;
  readonly slices: readonly LiftSlice[];
}

/**
 * Every store in a row with its sufficient statistics, excluded ones too: enough to compute every number again. Amounts
 * are in minor units of the currency of the row. Numbers have all their digits.
 */
export function storesCsv(report: LiftReport, storeNames: StoreNames): string {
  const question = questionOf(report);
  const row = (status: string, line: StoreLift | ExcludedStore) => ({
    ...{ store: storeNames.get(line.storeId), id: line.storeId, status },
    ...question,
    ...line,
    currency: line.ai.currency,
    warnings: line.warnings.join(' '),
    ...flatArms(line),
  });
  const rows = [
    ...report.stores.map((line) => row('COMPARED', line)),
    ...report.excluded.map((line) => row('EXCLUDED', line)),
  ];
  return csv(rows, STORE_COLUMNS);
}

/**
 * Every estimand in a row; the one of the headline has the answer in words.
 *
 * @param sentence the answer in words
 */
export function estimandsCsv(report: LiftReport, sentence: string): string {
  const rows = ESTIMANDS.map(({ estimand, field }) => {
    const isHeadline = estimand === report.headlineEstimand;
    return {
      ...{ estimand, isHeadline: String(isHeadline) },
      ...questionOf(report),
      ...{ storeIds: report.settings.storeIds, design: report.design },
      ...report[field],
      warnings: report[field].warnings.join(' '),
      ...(isHeadline && { verdict: report.verdict, sentence }),
    };
  });
  return csv(rows, ESTIMAND_COLUMNS);
}

/** With the mark by which spreadsheets know UTF-8; text that they would run as a formula starts with an apostrophe. */
const csv = (rows: readonly object[], columns: readonly string[]): string =>
  stringify([...rows], { header: true, bom: true, columns: [...columns], escape_formulas: true });

/** What every row of a table states, so that tables can be put together and told apart. Lists are JSON. */
function questionOf({ metric, simulated, completeUntil, settings }: LiftReport) {
  const { from, to, timeZone, scenario, categories, priceBands, storeIds } = settings;
  const { returnWindowDays, matureBefore, minimumTraffic, confidence } = settings;
  return {
    ...{ metric, data: simulated ? 'SIMULATED' : 'REAL', completeUntil: completeUntil.toISOString() },
    ...{ from, to, timeZone, scenario, categories, priceBands: priceBands?.map(bandName) },
    ...{ storesChosen: storeIds?.length, returnWindowDays, matureBefore, minimumTraffic, confidence },
  };
}

/** As the API names it. */
const bandName = (band: PriceBand): string => PriceBand[band];

/** What a report says before its numbers. */
const FACTS = [
  'metric',
  'headlineEstimand',
  'headlineNotice',
  'verdict',
  'pooledItemVariance',
  'pooledRate',
  'design',
  'simulated',
  'completeUntil',
  'undatedRows',
  'currencies',
] as const satisfies readonly (keyof LiftReport)[];

/** The whole report with its parts and settings, in the words of the API. */
export function liftJson(report: LiftReport, storeNames: StoreNames, parts: ReportParts): string {
  const named = <T extends { readonly storeId: string }>({ storeId, ...line }: T) => ({
    store: { id: storeId, name: storeNames.get(storeId) },
    ...line,
  });
  const estimate = ({ excluded, ...numbers }: LiftEstimate) => ({
    ...numbers,
    excluded: excluded.map(named),
  });
  const part = <T extends { readonly estimate: LiftEstimate }>(line: T) => ({
    ...line,
    estimate: estimate(line.estimate),
  });
  const json = {
    sentence: parts.sentence,
    ...Object.fromEntries(FACTS.map((fact) => [fact, report[fact]])),
    headline: estimate(report.headline),
    ...Object.fromEntries(ESTIMANDS.map(({ field }) => [field, estimate(report[field])])),
    totals: report.totals,
    allTotals: report.allTotals,
    stores: report.stores.map(named),
    excluded: report.excluded.map(named),
    placebo: parts.placebo,
    trend: parts.trend.map(part),
    breakdowns: parts.breakdowns.map(({ slices, ...cut }) => ({ ...cut, slices: slices.map(part) })),
    settings: { ...report.settings, priceBands: report.settings.priceBands?.map(bandName) ?? null },
  };
  return JSON.stringify(json, null, 2);
}

const ARM_MEASURES = [
  'numerator',
  'denominator',
  ...COUNTS,
  'ordersWithoutAmount',
  'revenueMinor',
  'revenueSquares',
] as const satisfies readonly (keyof ArmTotals)[];

const flatArms = ({ ai, human }: LiftTotals) =>
  Object.fromEntries(
    ARM_MEASURES.flatMap((measure) => [
      [`ai_${measure}`, ai[measure]],
      [`human_${measure}`, human[measure]],
    ]),
  );

const QUESTION_COLUMNS = [
  ...['metric', 'data', 'completeUntil', 'from', 'to', 'timeZone', 'scenario', 'categories', 'priceBands'],
  ...['storesChosen', 'returnWindowDays', 'matureBefore', 'minimumTraffic', 'confidence'],
];

const STORE_COLUMNS = [
  ...['store', 'id', 'status', ...QUESTION_COLUMNS, 'lift', 'lower', 'upper', 'verdict'],
  ...['degreesOfFreedom', 'varianceFrom', 'shrunkLift', 'shrunkLiftReason', 'currency'],
  ...ARM_MEASURES.map((measure) => `ai_${measure}`),
  ...ARM_MEASURES.map((measure) => `human_${measure}`),
  ...['reason', 'warnings'],
];

const ESTIMAND_COLUMNS = [
  ...['estimand', 'isHeadline', ...QUESTION_COLUMNS, 'storeIds', 'design'],
  ...['value', 'lower', 'upper', 'standardError', 'withinStandardError', 'halfWidthFrom', 'pValue'],
  ...[
    'stores',
    'effectiveStores',
    'lowerFewStores',
    'upperFewStores',
    'tau2',
    'iSquared',
    'q',
    'qPValue',
    'predictionLower',
    'predictionUpper',
  ],
  ...['verdict', 'reason', 'caveat', 'warnings', 'sentence'],
];
