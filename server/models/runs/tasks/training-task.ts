import { z } from 'zod';
import type { JobHandle, JobTask } from '../../../platform/index.js';
import type { TrainingPoint } from '../../training/index.js';
import type { ModelVersion } from '../../versions/model-version.entity.js';
import { ModelRun } from '../records/model-run.entity.js';
import type { RunRecorder } from '../records/run-recorder.js';
import { locateDataset, TrainingSettings } from '../settings/run-settings.js';
import { readCurve } from '../threads/curve-file.js';
import type { TrainedModel } from '../threads/train-in-thread.js';
import { RunProgress, type RunStep } from './run-progress.js';
import { isCancelled, type RunParts, recordRun, requireEngineer, versionOf } from './run-work.js';
import { TrainingSteps } from './training-steps.js';

export const TRAINING_TASK = 'train-model';

/**
 * Trains a model from its parent in a thread of its own and registers it. It keeps checkpoints in the folder of the
 * run: killed and run again, it goes on at the last one and comes to the same end. Its result is `{ versionId }`.
 */
export const trainingTask = (parts: RunParts): JobTask<object> => ({
  kind: TRAINING_TASK,
  payload: z.object({}),
  run: (_, job) =>
    recordRun(parts, job, async (run, recorder) => {
      requireEngineer(job);
      const settings = TrainingSettings.parse(run.settings);
      const parent = await versionOf(parts, run);
      return trainOnce({ parts, job, run, recorder, settings, parent });
    }),
});

interface Training {
  readonly parts: RunParts;
  readonly job: JobHandle;
  readonly run: ModelRun;
  readonly recorder: RunRecorder;
  readonly settings: TrainingSettings;
  readonly parent: ModelVersion;
}

/** A run that was killed after it registered its version has only to say so. */
async function trainOnce(training: Training): Promise<{ versionId: string }> {
  const { parts, job, run, recorder } = training;
  try {
    const [made] = await parts.registry.listByRunsUnchecked([run.id]);
    const version = made?.[0] ?? (await register(training, await train(training)));
    await parts.folders.remove(run.id);
    recorder.addLine(`Registered as version ${version.id}`);
    return { versionId: version.id };
  } catch (error) {
    if (isCancelled(job.signal)) await parts.folders.remove(run.id);
    throw error;
  }
}

async function train({ parts, job, run, recorder, settings, parent }: Training): Promise<TrainedModel> {
  const folder = await parts.folders.open(run.id);
  const curve = await readCurve(folder);
  await takeUp(recorder, curve);
  const steps = new TrainingSteps(1 + settings.baselines.length);
  const stepOf = (point: TrainingPoint) => toStep(point, steps.note(point), settings);
  for (const point of curve) job.report(stepOf(point)); // no rate: these were done before
  const progress = new RunProgress(job, recorder);
  const work = {
    ...settings,
    dataset: await locateDataset(parts.datasets, settings.dataset),
    parent: await parts.registry.folderOfUnchecked(parent.id),
    built: personalisationOf(parent),
    seed: run.seed,
    folder,
  };
  return parts.threads.runInThread('trainModel', work, {
    signal: job.signal,
    onMessage: (message) => {
      if ('line' in message) return recorder.addLine(message.line);
      if ('diverged' in message) return recorder.setDiverged();
      recorder.addPoint(message.point);
      progress.report(stepOf(message.point));
    },
  });
}

/** As an inspected folder describes it: `plugIn` of a reward model, `pan` of a generator. */
const personalisationOf = ({ config }: ModelVersion) =>
  (config.plugIn ?? config.pan ?? {}) as Readonly<Record<string, unknown>>;

/** The curve of an earlier attempt, of which the database may not have heard. */
function takeUp(recorder: RunRecorder, curve: readonly TrainingPoint[]): Promise<void> {
  recorder.addPoints(curve);
  recorder.addLine(curve.length > 0 ? 'Going on at the last checkpoint' : 'Training started');
  return recorder.flush();
}

/** Counts over all stages, and names the stage where a run has more than one; behind the last step all is measured. */
function toStep(
  { stage, step, steps, loss }: TrainingPoint,
  { done, total }: { readonly done: number; readonly total: number },
  { baselines }: TrainingSettings,
): RunStep {
  const where = baselines.length > 0 ? `Stage ${stage}, step` : 'Step';
  const message = `${where} ${step} of ${steps}, loss ${loss.toPrecision(4)}`;
  return { stage, done, total, message: done < total ? message : 'Measuring what training came to' };
}

async function register(
  { parts: { dataSource, registry }, job, run, settings, parent }: Training,
  { path, metrics, dataSnapshotHash }: TrainedModel,
): Promise<ModelVersion> {
  job.signal.throwIfAborted();
  job.report({ message: 'Registering the version' });
  await dataSource.getRepository(ModelRun).update(run.id, { metrics: [...metrics], dataSnapshotHash });
  return registry.register(job.requester, {
    kind: settings.kind,
    name: settings.name,
    folder: path,
    parentId: parent.id,
    runId: run.id,
    simulated: parent.simulated || 'simulated' in settings.dataset,
    dataSnapshotHash,
    metrics,
  });
}
