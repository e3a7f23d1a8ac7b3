import { addDays } from '../format/dates.js';
import { PRICE_BAND_NAMES, SCENARIO_NAMES } from '../format/words.js';
import type { LiftInput, LiftMetric, PriceBand, Scenario } from '../generated/graphql.js';
import { METRICS, takesScenario } from './metrics.js';

/** What the reader asked for, as the address holds it. Absent means: the workspace decides, or all. */
export interface LiftFilters {
  readonly metric: LiftMetric;
  /** First day, ISO. */
  readonly from: string | null;
  /** Last day, ISO, inclusive: people say "through Sunday"; the server's range is half-open. */
  readonly through: string | null;
  readonly storeIds: readonly string[];
  readonly categories: readonly string[];
  readonly priceBands: readonly PriceBand[];
  readonly scenario: Scenario | null;
  readonly minimumTraffic: number | null;
  readonly confidence: number | null;
}

/** What the server takes as the minimum traffic of an arm. */
export const MINIMUM_TRAFFIC_RANGE = { min: 0, max: 2 ** 31 - 1 } as const;

export const CONFIDENCE_LEVELS = [0.8, 0.9, 0.95, 0.99] as const;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

const keyOf = <K extends string>(names: Readonly<Record<K, unknown>>, text: string | null): K | null =>
  text !== null && Object.hasOwn(names, text) ? (text as K) : null;

const dayOf = (text: string | null): string | null =>
  text !== null && ISO_DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;

function numberIn(text: string | null, { min, max }: { min: number; max: number }): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
}

/** Reads the filters out of an address. Whatever is not understood is left out, never an error. */
export function readLiftFilters(params: URLSearchParams): LiftFilters {
  const traffic = numberIn(params.get('traffic'), MINIMUM_TRAFFIC_RANGE);
  const confidence = numberIn(params.get('confidence'), { min: 0.5, max: 0.999 });
  return {
    metric: keyOf(METRICS, params.get('metric')) ?? 'SEARCH_CTR',
    from: dayOf(params.get('from')),
    through: dayOf(params.get('through')),
    storeIds: params.getAll('store'),
    categories: params.getAll('category'),
    priceBands: params
      .getAll('price')
      .map((text) => keyOf(PRICE_BAND_NAMES, text))
      .filter((band) => band !== null),
    scenario: keyOf(SCENARIO_NAMES, params.get('scenario')),
    minimumTraffic: traffic === null ? null : Math.floor(traffic),
    confidence,
  };
}

/** Writes filters into an address; `readLiftFilters` gives them back. Other parameters stay as they are. */
export function writeLiftFilters(filters: LiftFilters, params = new URLSearchParams()): URLSearchParams {
  const next = new URLSearchParams(params);
  const values: Record<string, readonly (string | number | null)[]> = {
    metric: [filters.metric],
    from: [filters.from],
    through: [filters.through],
    store: filters.storeIds,
    category: filters.categories,
    price: filters.priceBands,
    scenario: [filters.scenario],
    traffic: [filters.minimumTraffic],
    confidence: [filters.confidence],
  };
  for (const [name, entries] of Object.entries(values)) {
    next.delete(name);
    for (const entry of entries) if (entry !== null) next.append(name, String(entry));
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

/** How many filters narrow the answer; the metric and the confidence do not. */
export function activeFilterCount(filters: LiftFilters): number {
  const { from, through, storeIds, categories, priceBands, scenario, minimumTraffic } = filters;
  const scenarioCounts = scenario !== null && takesScenario(filters.metric);
  return (
    [from ?? through, minimumTraffic].filter((value) => value !== null).length +
    [storeIds, categories, priceBands].filter(({ length }) => length > 0).length +
    (scenarioCounts ? 1 : 0)
  );
}

/** The filters with nothing narrowed: metric and confidence stay. */
export const withoutFilters = ({ metric, confidence }: LiftFilters): LiftFilters => ({
  ...readLiftFilters(new URLSearchParams()),
  metric,
  confidence,
});
