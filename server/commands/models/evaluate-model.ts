import type { Command } from 'commander';
import { OPERATOR } from '../../platform/index.js';
import type { Toile } from '../../schema.js';
import type { WithToile } from '../command.js';
import { finishJob } from '../finish-job.js';
import { numberOf } from '../number-option.js';
import { metricLines } from './metric-lines.js';

interface EvaluateOptions {
  readonly dataset?: string;
  readonly groups: string;
  readonly dataSeed: string;
  readonly seed?: string;
  readonly workspace?: string;
}

/** `toile models evaluate ID`. */
export function evaluateModelCommand(group: Command, withToile: WithToile): void {
  group
    .command('evaluate')
    .description('Measure a version on preference groups and print every metric with its 95 % interval')
    .argument('<id>', 'as "toile models list" shows it')
    .option(
      '--dataset <name>',
      'folder of groups beneath models/datasets of the data folder; simulated otherwise',
    )
    .option('--groups <number>', 'how many simulated groups', '500')
    .option('--data-seed <number>', 'which simulated groups', '1')
    .option('--seed <number>', 'of the intervals and of drawn images')
    .option('--workspace <workspace>', 'where the run is listed: id or slug; the default workspace otherwise')
    .action((id: string, options: EvaluateOptions) => withToile(({ toile }) => evaluate(toile, id, options)));
}

async function evaluate(toile: Toile, versionId: string, options: EvaluateOptions): Promise<void> {
  const { models, catalog } = toile;
  const { id: workspaceId } = await catalog.workspaces.resolve(OPERATOR, options.workspace ?? null);
  const seed = numberOf('--seed', options.seed);
  const request = { versionId, dataset: datasetOf(options), seed };
  const { id } = await models.runs.startEvaluation(OPERATOR, workspaceId, request);
  await finishJob(toile, id);
  const { metrics } = await models.runs.find(OPERATOR, workspaceId, id);
  process.stdout.write(metricLines(metrics.map((metric) => ({ ...metric, count: metric.sampleSize }))));
}

const datasetOf = ({ dataset, groups, dataSeed }: EvaluateOptions) =>
  dataset === undefined
    ? { simulated: { groups: numberOf('--groups', groups)!, seed: numberOf('--data-seed', dataSeed)! } }
    : { folder: dataset };
