import { stringify } from 'csv-stringify/sync';
import { COUNTS } from '../../events/index.js';
import type { ArmTotals, LiftTotals } from './arm-totals.type.js';
import type { LiftEstimate } from './estimate.type.js';
import type { LiftReport } from './lift-report.type.js';

/** Names of the stores of a report by id; the report itself knows ids only. */
export type StoreNames = ReadonlyMap<string, string>;

/**
 * One line a setting, one an estimate, one a store with its sufficient statistics, excluded stores too: enough
 * to know what the file is, simulated or not, and to compute every number again. Numbers have all their digits; text
 * that a spreadsheet would run as a formula starts with an apostrophe.
 */
export function liftCsv(report: LiftReport, storeNames: StoreNames): string {
  const rows = [
    ...settingsOf(report).map(([name, value]) => ({ kind: 'setting', name, value })),
    ...estimatesOf(report).map(([name, estimate]) => ({ kind: 'estimate', name, ...interval(estimate) })),
    ...detailsOf(report).map(([name, value]) => ({ kind: 'detail', name, value })),
    ...report.stores.map((line) => ({
      kind: 'store',
      name: storeNames.get(line.storeId),
      id: line.storeId,
      value: line.lift,
      lower: line.lower,
      upper: line.upper,
      reason: line.reason,
      warnings: line.warnings.join(' '),
      ...flatArms(line),
    })),
    ...report.excluded.map((line) => ({
      kind: 'excluded store',
      name: storeNames.get(line.storeId),
      id: line.storeId,
      reason: line.reason,
      warnings: line.warnings.join(' '),
      ...flatArms(line),
    })),
  ];
  return stringify(rows, { header: true, columns: COLUMNS, escape_formulas: true });
}

/** What a report says before its numbers. */
const FACTS = [
  'metric',
  'headlineEstimand',
  'headline',
  'verdict',
  'design',
  'simulated',
  'completeUntil',
  'undatedRows',
  'currencies',
] as const satisfies readonly (keyof LiftReport)[];

/** The report with its settings, in the words of the API. */
export function liftJson(report: LiftReport, storeNames: StoreNames): string {
  const named = <T extends { readonly storeId: string }>({ storeId, ...line }: T) => ({
    store: { id: storeId, name: storeNames.get(storeId) },
    ...line,
  });
  const json = {
    ...Object.fromEntries(FACTS.map((fact) => [fact, report[fact]])),
    ...Object.fromEntries(estimatesOf(report)),
    totals: report.totals,
    stores: report.stores.map(named),
    excluded: report.excluded.map(named),
    settings: report.settings,
  };
  return JSON.stringify(json, null, 2);
}

type NamedValue = readonly [name: string, value: string | number | null];

const settingsOf = ({ settings, ...report }: LiftReport): NamedValue[] => [
  ['data', report.simulated ? 'SIMULATED' : 'REAL'],
  ['design', report.design],
  ['verdict', report.verdict],
  ['completeUntil', report.completeUntil.toISOString()],
  ['undatedRows', report.undatedRows],
  ...Object.entries(settings)
    .filter(([name]) => name !== 'priceBandEdges')
    .map(([name, value]): NamedValue => [name, Array.isArray(value) ? value.join(' ') : value]),
];

/** What single estimands say beside their interval. */
const detailsOf = ({ randomEffects, trafficWeighted }: LiftReport): NamedValue[] => [
  ['trafficWeighted.jackknifeStandardError', trafficWeighted.jackknifeStandardError],
  ['randomEffects.tau2', randomEffects.tau2],
  ['randomEffects.iSquared', randomEffects.iSquared],
  ['randomEffects.q', randomEffects.q],
  ['randomEffects.qPValue', randomEffects.qPValue],
  ['randomEffects.predictionLower', randomEffects.predictionLower],
  ['randomEffects.predictionUpper', randomEffects.predictionUpper],
];

const estimatesOf = (report: LiftReport): [string, LiftEstimate][] => [
  ['equalWeight', report.equalWeight],
  ['logRatio', report.logRatio],
  ['biasCorrected', report.biasCorrected],
  ['trafficWeighted', report.trafficWeighted],
  ['randomEffects', report.randomEffects],
];

const interval = ({ warnings, ...estimate }: LiftEstimate) => ({
  ...estimate,
  warnings: warnings.join(' '),
});

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

const COLUMNS = [
  ...[
    'kind',
    'name',
    'id',
    'value',
    'lower',
    'upper',
    'standardError',
    'pValue',
    'stores',
    'reason',
    'warnings',
  ],
  ...ARM_MEASURES.map((measure) => `ai_${measure}`),
  ...ARM_MEASURES.map((measure) => `human_${measure}`),
];
