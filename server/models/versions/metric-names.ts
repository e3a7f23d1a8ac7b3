import type { ValueTransformer } from 'typeorm';
import type { ModelMetric } from './model-facts.type.js';

/** Names that said something else than what was measured, with those that say it. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['CLIP score, personalised less not', 'PerFusionRM score with an empty profile, personalised less not'],
]);

/** Metrics by their names of today, also those of versions and runs that were stored under an earlier name. */
export const metricsOfToday: ValueTransformer = {
  to: (metrics: readonly ModelMetric[]) => metrics,
  from: (metrics: readonly ModelMetric[]) =>
    metrics.map((metric) => ({ ...metric, name: RENAMED.get(metric.name) ?? metric.name })),
};
