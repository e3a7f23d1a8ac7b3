import { addDays, isDay } from '../format/dates.js';
import { keyOf, PRICE_BAND_NAMES, SCENARIO_NAMES } from '../format/words.js';
import type { LiftInput, LiftMetric, PriceBand, Scenario } from '../generated/graphql.js';
import { METRICS, takesScenario } from './metrics.js';

/** What the lift of a period can be shown next to. */
export type Comparison = 'PREVIOUS_PERIOD';

/** What the reader asked for, as the address holds it. Absent means: the workspace decides, or all. */
export interface LiftFilters {
  readonly metric: LiftMetric;
  /** First day, ISO. */
  readonly from: string | null;
  /** Last day, ISO, inclusive: people say "through Sunday"; the server's range is half-open. */
  readonly through: string | null;
  readonly compare: Comparison | null;
  readonly storeIds: readonly string[];
  readonly categories: readonly string[];
  readonly priceBands: readonly PriceBand[];
  readonly scenario: Scenario | null;
  readonly minimumTraffic: number | null;
  readonly confidence: number | null;
}

export const COMPARISON_NAMES: Record<Comparison, string> = {
  PREVIOUS_PERIOD: 'With previous period',
};

/** What the server takes as the minimum traffic of an arm. */
export const MINIMUM_TRAFFIC_RANGE = { min: 0, max: 2 ** 31 - 1 } as const;

/** What the server takes as the confidence of intervals. */
export const CONFIDENCE_RANGE = { min: 0.5, max: 0.9999 } as const;

export const CONFIDENCE_LEVELS = [0.8, 0.9, 0.95, 0.99] as const;

export const DEFAULT_CONFIDENCE = 0.95;

/** The name of each filter in an address. */
export const PARAMETERS = {
  metric: 'metric',
  from: 'from',
  through: 'through',
  compare: 'compare',
  storeIds: 'store',
  categories: 'category',
  priceBands: 'price',
  scenario: 'scenario',
  minimumTraffic: 'traffic',
  confidence: 'confidence',
} as const satisfies Record<keyof LiftFilters, string>;

const dayOf = (text: string | null): string | null => (text !== null && isDay(text) ? text : null);

/** The number that a text is, if it lies in a range. */
export function numberIn(
  text: string | null,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
}

/** Reads the filters out of an address. What is not understood is left out: `filterProblems` says what that is. */
export function readLiftFilters(params: URLSearchParams): LiftFilters {
  const traffic = numberIn(params.get('traffic'), MINIMUM_TRAFFIC_RANGE);
  return {
    metric: keyOf(METRICS, params.get('metric')) ?? 'SEARCH_CTR',
    from: dayOf(params.get('from')),
    through: dayOf(params.get('through')),
    compare: keyOf(COMPARISON_NAMES, params.get('compare')),
    storeIds: params.getAll('store'),
    categories: params.getAll('category'),
    priceBands: params
      .getAll('price')
      .map((text) => keyOf(PRICE_BAND_NAMES, text))
      .filter((band) => band !== null),
    scenario: keyOf(SCENARIO_NAMES, params.get('scenario')),
    minimumTraffic: traffic === null ? null : Math.floor(traffic),
    confidence: numberIn(params.get('confidence'), CONFIDENCE_RANGE),
  };
}

/**
 * Writes filters into an address; `readLiftFilters` gives them back. Other parameters stay as they are, also those of
 * filters that are not given: a wrong one stays until a person corrects it.
 */
export function writeLiftFilters(
  filters: Partial<LiftFilters>,
  params = new URLSearchParams(),
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const key of Object.keys(PARAMETERS) as (keyof LiftFilters)[]) {
    const name = PARAMETERS[key];
    const entries = key in filters ? [filters[key] ?? []].flat() : params.getAll(name);
    next.delete(name);
    for (const entry of entries) next.append(name, String(entry)); // always in this order
  }
  return next;
}

/** The filters as the server takes them, for a metric. */
export function toLiftInput(filters: LiftFilters, metric: LiftMetric = filters.metric): LiftInput {
  const { from, through, storeIds, categories, priceBands, scenario, minimumTraffic, confidence } = filters;
  return {
    metric,
    ...(from !== null && { from }),
    ...(through !== null && { to: addDays(through, 1) }),
    ...(storeIds.length > 0 && { storeIds }),
    ...(categories.length > 0 && { categories }),
    ...(priceBands.length > 0 && { priceBands }),
    ...(scenario !== null && takesScenario(metric) && { scenario }),
    ...(minimumTraffic !== null && { minimumTraffic }),
    ...(confidence !== null && { confidence }),
  };
}

/** The questions of the cards. */
export const headlineInputs = (filters: LiftFilters) => ({
  search: toLiftInput(filters, 'SEARCH_CTR'),
  recommendation: toLiftInput(filters, 'RECOMMENDATION_CTR'),
  conversion: toLiftInput(filters, 'CONVERSION_RATE'),
});

/** The questions about the metrics without a card. */
export const moreHeadlineInputs = (filters: LiftFilters) => ({
  clicks: toLiftInput(filters, 'CTR'),
  returns: toLiftInput(filters, 'RETURN_RATE'),
  revenue: toLiftInput(filters, 'REVENUE_PER_IMPRESSION'),
});

/** How many filters narrow the answer; the metric, the period and the confidence do not count. */
export function activeFilterCount(filters: LiftFilters): number {
  const { storeIds, categories, priceBands, scenario, minimumTraffic } = filters;
  const scenarioCounts = scenario !== null && takesScenario(filters.metric);
  return (
    (minimumTraffic === null ? 0 : 1) +
    [storeIds, categories, priceBands].filter(({ length }) => length > 0).length +
    (scenarioCounts ? 1 : 0)
  );
}

/** What makes every filter absent but the metric and the confidence, which narrow nothing. */
export const NO_FILTERS = {
  from: null,
  through: null,
  compare: null,
  storeIds: [],
  categories: [],
  priceBands: [],
  scenario: null,
  minimumTraffic: null,
} as const satisfies Partial<LiftFilters>;
