import { type Estimand, Scenario, type Workspace } from '../catalog/index.js';
import { invalidInput, type Viewer } from '../platform/index.js';
import type { EstimandName, LiftSettings } from '../statistics/index.js';
import type { LiftInput } from './lift.input.js';
import type { LiftMetric } from './lift-metric.js';
import type { TotalsFilter } from './lift-totals.js';
import { METRICS, type MetricDefinition } from './metric-definition.js';

/** A lift input with every default filled in: all that decides a report but the data. */
export interface LiftQuestion {
  readonly metric: LiftMetric;
  readonly definition: MetricDefinition;
  readonly workspace: Workspace;
  readonly estimand: EstimandName;
  readonly filter: TotalsFilter;
  readonly settings: LiftSettings;
}

/** 95 %, as the paper's fields report. */
const CONFIDENCE = 0.95;

const ESTIMAND_NAMES: Readonly<Record<Estimand, EstimandName>> = {
  EQUAL_WEIGHT: 'equalWeight',
  LOG_RATIO: 'logRatio',
  BIAS_CORRECTED: 'biasCorrected',
  TRAFFIC_WEIGHTED: 'trafficWeighted',
  RANDOM_EFFECTS: 'randomEffects',
};

/** @throws {DomainError} INVALID_INPUT where the range is empty or the scenario contradicts the metric */
export function liftQuestion(viewer: Viewer, workspace: Workspace, input: LiftInput): LiftQuestion {
  const definition = METRICS[input.metric];
  if (input.from && input.to && input.from >= input.to)
    throw invalidInput('`to` is the first day no longer in the range: it must come after `from`');
  return {
    metric: input.metric,
    definition,
    workspace,
    estimand: ESTIMAND_NAMES[workspace.headlineEstimand],
    filter: {
      workspaceId: workspace.id,
      viewer,
      from: input.from ?? null,
      to: input.to ?? null,
      storeIds: input.storeIds ?? null,
      categories: input.categories ?? null,
      priceBands: input.priceBands ?? null,
      scenario: scenarioOf(input, definition),
    },
    settings: {
      confidence: input.confidence ?? CONFIDENCE,
      minimumDenominator: input.minimumTraffic ?? workspace.minimumTraffic,
      words: definition.words,
    },
  };
}

function scenarioOf({ metric, scenario }: LiftInput, definition: MetricDefinition): Scenario | null {
  if (definition.scenario === null) return scenario ?? null;
  if (scenario && scenario !== definition.scenario)
    throw invalidInput(`${metric} is about ${definition.scenario}: leave \`scenario\` out, or ask for CTR`);
  return Scenario[definition.scenario];
}
