import { z } from 'zod';
import type { JobHandle, JobTask } from '../../../platform/index.js';
import { ModelKind } from '../../versions/model-kind.js';
import type { ModelVersion } from '../../versions/model-version.entity.js';
import { ModelRun } from '../records/model-run.entity.js';
import type { RunRecorder } from '../records/run-recorder.js';
import { EvaluationSettings, locateDataset } from '../settings/run-settings.js';
import type { EvaluationWork } from '../threads/evaluate-in-thread.js';
import { RunProgress } from './run-progress.js';
import { type RunParts, recordRun, requireEngineer, versionOf } from './run-work.js';

export const EVALUATION_TASK = 'evaluate-model';

/**
 * Measures a version in a thread of its own: a reward model's ranking quality, or what the reward model in production
 * thinks of a generator's images. The numbers are kept as the metrics of the run. Killed and run again, it measures
 * from the start.
 */
export const evaluationTask = (parts: RunParts): JobTask<object> => ({
  kind: EVALUATION_TASK,
  payload: z.object({}),
  run: (_, job) =>
    recordRun(parts, job, async (run, recorder) => {
      try {
        requireEngineer(job);
        return await evaluate(parts, { job, run, recorder });
      } finally {
        await parts.folders.remove(run.id);
      }
    }),
});

async function evaluate(
  parts: RunParts,
  { job, run, recorder }: { readonly job: JobHandle; readonly run: ModelRun; readonly recorder: RunRecorder },
): Promise<{ metrics: ModelRun['metrics'] }> {
  const version = await versionOf(parts, run);
  recorder.addLine(`Measuring "${version.name}"`);
  const progress = new RunProgress(job, recorder);
  const work = await workOf(parts, run, version);
  const { metrics, dataSnapshotHash } = await parts.threads.runInThread('evaluateModel', work, {
    signal: job.signal,
    onMessage: ({ done, total }) =>
      progress.report({ stage: '', done, total, message: `Image ${done} of ${total} drawn and judged` }),
  });
  await parts.dataSource.getRepository(ModelRun).update(run.id, { metrics: [...metrics], dataSnapshotHash });
  for (const { name, value } of metrics) recorder.addLine(`${name}: ${value.toPrecision(4)}`);
  return { metrics };
}

async function workOf(parts: RunParts, run: ModelRun, version: ModelVersion): Promise<EvaluationWork> {
  const { registry, folders, datasets } = parts;
  const { dataset } = EvaluationSettings.parse(run.settings);
  const draws = version.kind === ModelKind.GENERATOR;
  return {
    kind: version.kind,
    model: await registry.folderOfUnchecked(version.id),
    parent: draws ? await parentFolder(parts, version) : null,
    reward: draws
      ? await registry.folderOfUnchecked((await registry.inProductionUnchecked(ModelKind.REWARD)).id)
      : null,
    dataset: await locateDataset(datasets, dataset),
    seed: run.seed,
    folder: await folders.open(run.id),
  };
}

/** Null where there is no parent, or none that runs here. */
async function parentFolder({ registry }: RunParts, { parentId }: ModelVersion): Promise<string | null> {
  const [parent] = parentId ? await registry.listByIdsUnchecked([parentId]) : [];
  return parent && !parent.endpoint ? registry.folderOfUnchecked(parent.id) : null;
}
