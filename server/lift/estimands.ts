import { Estimand } from '../catalog/index.js';
import type { EstimandName } from '../statistics/index.js';

/** What each estimand is called among the answers of a report. */
export const ESTIMAND_FIELDS: Readonly<Record<Estimand, EstimandName>> = {
  AVERAGE_RATES: 'averageRates',
  EQUAL_WEIGHT: 'equalWeight',
  LOG_RATIO: 'logRatio',
  BIAS_CORRECTED: 'biasCorrected',
  TRAFFIC_WEIGHTED: 'trafficWeighted',
  RANDOM_EFFECTS: 'randomEffects',
};

/** Every estimand, in the order in which they are shown. */
export const ESTIMANDS = Object.values(Estimand).map((estimand) => ({
  estimand,
  field: ESTIMAND_FIELDS[estimand],
}));
