import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { StoreService } from '../../../catalog/index.js';
import {
  authorize,
  type ImageService,
  type JobHandle,
  type JobTask,
  type Logger,
  TryAgainError,
} from '../../../platform/index.js';
import { USE_MODELS } from '../../access.js';
import type { ModelRunner } from '../../compute/model-runner.js';
import type { RegistryService } from '../../registry/registry.service.js';
import { GeneratedImage } from '../../runs/records/generated-image.entity.js';
import type { ModelRun } from '../../runs/records/model-run.entity.js';
import { RunProgress } from '../../runs/tasks/run-progress.js';
import { recordRun, versionOf } from '../../runs/tasks/run-work.js';
import type { ModelVersion } from '../../versions/model-version.entity.js';
import { rethrowForAll } from '../public-error.js';
import { GENERATION_TASK, GenerationSettings } from './generation-settings.js';
import { labelledPng } from './labelled-png.js';

export interface GenerationParts {
  readonly dataSource: DataSource;
  readonly registry: RegistryService;
  readonly stores: StoreService;
  readonly images: ImageService;
  readonly runner: ModelRunner<ModelVersion>;
  readonly log: Logger;
}

/** A group that is being drawn. */
interface Group {
  readonly parts: GenerationParts;
  readonly job: JobHandle;
  readonly run: ModelRun;
  readonly version: ModelVersion;
  readonly settings: GenerationSettings;
  readonly progress: RunProgress;
}

/**
 * Draws the images of a run one after the other, in the name of who asked for them. Each is kept when it is
 * finished: run again, it draws those that are missing, also after a failure that other requests brought about. Its
 * result is `{ imageIds }`.
 */
export const generationTask = (parts: GenerationParts): JobTask<object> => ({
  kind: GENERATION_TASK,
  payload: z.object({}),
  run: (_, job) =>
    recordRun(parts, job, async (run, recorder) => {
      const settings = GenerationSettings.parse(run.settings);
      const version = await versionOf(parts, run);
      await requireStore(parts, job, run);
      const progress = new RunProgress(job, recorder);
      return { imageIds: await drawAll({ parts, job, run, version, settings, progress }) };
    }).catch(failForRetry),
});

/** What a person who waits would try again, the queue of jobs does: it ends a job only on errors of the domain. */
function failForRetry(error: unknown): never {
  if (error instanceof TryAgainError) throw new Error(error.message, { cause: error });
  throw error;
}

/** The requester may have lost the role or the store since. */
async function requireStore({ stores }: GenerationParts, job: JobHandle, run: ModelRun): Promise<void> {
  authorize(job.requester, USE_MODELS);
  await stores.get(job.requester, run.workspaceId, run.storeId!); // a run of this kind has a store
}

async function drawAll(group: Group): Promise<string[]> {
  const { parts, job, run, settings } = group;
  const drawn = await parts.dataSource
    .getRepository(GeneratedImage)
    .find({ where: { runId: run.id }, order: { position: 'ASC' } });
  const hashes = new Map(drawn.map(({ position, imageHash }) => [position, imageHash]));
  for (let position = 0; position < settings.count; position++) {
    job.signal.throwIfAborted();
    if (!hashes.has(position)) hashes.set(position, await draw(group, position));
  }
  return [...hashes].sort(([a], [b]) => a - b).map(([, hash]) => hash);
}

/** @returns the hash of the image, which is kept */
async function draw(group: Group, position: number): Promise<string> {
  const { parts, job, run, version, settings } = group;
  const { count: _, unknownWords: __, ...request } = settings;
  reportStep(group, position, 0);
  const image = await parts.runner
    .generate(
      version,
      { ...request, seed: run.seed, index: position },
      { signal: job.signal, onStep: (done) => reportStep(group, position, done) },
    )
    .catch(rethrowForAll(parts.log));
  const bytes = await labelledPng(image, {
    modelName: version.name,
    versionId: version.id,
    prompt: settings.prompt,
    seed: run.seed,
    index: position,
  });
  const { width, height } = image;
  return keep(group, position, { bytes, contentType: 'image/png', width, height });
}

function keep(
  { parts, run }: Group,
  position: number,
  image: Parameters<ImageService['addCleanUnchecked']>[1],
): Promise<string> {
  return parts.dataSource.transaction(async (manager) => {
    const { hash } = await parts.images.addCleanUnchecked(manager, image);
    const row = { runId: run.id, position, imageHash: hash, seed: run.seed };
    await manager.createQueryBuilder().insert().into(GeneratedImage).values(row).orIgnore().execute();
    return hash;
  });
}

/** Where another server decides in how many steps it draws, an image is one step. */
function reportStep({ progress, settings: { count, steps } }: Group, position: number, done: number): void {
  const place = `Image ${position + 1} of ${count}`;
  progress.report({
    stage: 'drawing',
    done: position * (steps ?? 1) + done,
    total: count * (steps ?? 1),
    message: steps === undefined ? place : `${place}, step ${done} of ${steps}`,
  });
}
