import { formatCount } from '../../format/numbers.js';
import { counted, PRICE_BAND_NAMES, SCENARIO_NAMES } from '../../format/words.js';
import { confidenceWords } from '../interval-columns.js';
import { readLiftFilters } from '../lift-filters.js';
import { METRICS, takesScenario } from '../metrics.js';
import { periodWords } from '../periods.js';

/** What the parameters of an address ask for, in one line: `Search CTR · Nov 9 – 22, 2026 · 2 stores`. */
export function viewWords(parameters: string): string {
  const filters = readLiftFilters(new URLSearchParams(parameters));
  const { metric, compare, storeIds, categories, priceBands, scenario, minimumTraffic, confidence } = filters;
  return [
    METRICS[metric].name,
    periodWords(filters),
    compare && 'with the previous period',
    storeIds.length > 0 && counted(storeIds.length, 'store'),
    ...categories,
    ...priceBands.map((band) => PRICE_BAND_NAMES[band]),
    scenario && takesScenario(metric) && SCENARIO_NAMES[scenario],
    minimumTraffic !== null && `at least ${formatCount(minimumTraffic)} per arm`,
    confidence !== null && confidenceWords({ confidence }),
  ]
    .filter(Boolean)
    .join(' · ');
}
