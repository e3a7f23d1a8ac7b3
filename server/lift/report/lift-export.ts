import { stringify } from 'csv-stringify/sync';
import { COUNTS } from '../../events/index.js';
import { ESTIMANDS } from '../estimands.js';
import type { ArmTotals, LiftTotals } from './arm-totals.type.js';
import type { LiftEstimate } from './estimate.type.js';
import type { LiftReport } from './lift-report.type.js';

/** What a file says beside the report. */
export interface FileFacts {
  /** Names of the stores by id; the report itself knows ids only. */
  readonly storeNames: ReadonlyMap<string, string>;
  /** The answer in words. */
  readonly sentence: string;
}

/**
 * One line a setting, one an estimate, one a store with its sufficient statistics, excluded stores too: enough
 * to know what the file is, simulated or not, and to compute every number again. Numbers have all their digits; text
 * that a spreadsheet would run as a formula starts with an apostrophe.
 */
export function liftCsv(report: LiftReport, { storeNames, sentence }: FileFacts): string {
  const rows = [
    { kind: 'setting', name: 'sentence', value: sentence },
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
      degreesOfFreedom: line.degreesOfFreedom,
      varianceFrom: line.varianceFrom,
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

/** The report with its settings, in the words of the API. */
export function liftJson(report: LiftReport, { storeNames, sentence }: FileFacts): string {
  const named = <T extends { readonly storeId: string }>({ storeId, ...line }: T) => ({
    store: { id: storeId, name: storeNames.get(storeId) },
    ...line,
  });
  const json = {
    sentence,
    ...Object.fromEntries(FACTS.map((fact) => [fact, report[fact]])),
    ...Object.fromEntries(
      estimatesOf(report).map(([name, estimate]) => [
        name,
        { ...estimate, excluded: estimate.excluded.map(named) },
      ]),
    ),
    totals: report.totals,
    allTotals: report.allTotals,
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
const detailsOf = ({ randomEffects, averageRates, trafficWeighted }: LiftReport): NamedValue[] => [
  ['averageRates.effectiveStores', averageRates.effectiveStores],
  ['trafficWeighted.effectiveStores', trafficWeighted.effectiveStores],
  ['randomEffects.tau2', randomEffects.tau2],
  ['randomEffects.iSquared', randomEffects.iSquared],
  ['randomEffects.q', randomEffects.q],
  ['randomEffects.qPValue', randomEffects.qPValue],
  ['randomEffects.predictionLower', randomEffects.predictionLower],
  ['randomEffects.predictionUpper', randomEffects.predictionUpper],
];

const estimatesOf = (report: LiftReport): [string, LiftEstimate][] =>
  ESTIMANDS.map(({ field }) => [field, report[field]]);

const interval = ({ warnings, excluded: _, ...estimate }: LiftEstimate) => ({
  ...estimate,
  warnings: warnings.join(' '),
});

const ARM_MEASURES = [
  'currency',
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
    'withinStandardError',
    'halfWidthFrom',
    'pValue',
    'stores',
    'degreesOfFreedom',
    'varianceFrom',
    'reason',
    'warnings',
    'caveat',
  ],
  ...ARM_MEASURES.map((measure) => `ai_${measure}`),
  ...ARM_MEASURES.map((measure) => `human_${measure}`),
];
